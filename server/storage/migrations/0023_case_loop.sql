CREATE TABLE "addressee" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"title" text NOT NULL,
	"holder_name" text NOT NULL,
	"holder_person_id" text,
	"unit_id" text,
	"rank" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_link" (
	"one" text NOT NULL,
	"other" text NOT NULL,
	"county_id" text NOT NULL,
	"split" boolean NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "case_link_one_other_pk" PRIMARY KEY("one","other")
);
--> statement-breakpoint
CREATE TABLE "case_reply" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"case_id" text NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"unit_id" text,
	"by_person_id" text NOT NULL,
	"by_name" text NOT NULL,
	"at" bigint NOT NULL,
	"first_review_by" text,
	"official_at" bigint
);
--> statement-breakpoint
CREATE TABLE "follow_up" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"case_id" text NOT NULL,
	"at" bigint NOT NULL,
	"by_person_id" text NOT NULL,
	"by_name" text NOT NULL,
	"contacted" boolean NOT NULL,
	"solved" boolean,
	"satisfaction" text,
	"note" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "channel" text DEFAULT 'directLine' NOT NULL;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "addressee_id" text;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "state_facts" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "alias" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "publish" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "hidden_remark" text;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "urgency" text;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "sealed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "about_unit_ids" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "about_person_ids" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "co_unit_ids" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "dispatch_kind" text;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "handled_by" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "hand_backs" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "forced" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "promised" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "level" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "starts_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "acknowledge_by" bigint;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "dispatch_by" bigint;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "stopped_at" bigint;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "acknowledged_at" bigint;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "signed_at" bigint;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "urges" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "urged_at" bigint;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "supervised_at" bigint;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "hard" jsonb;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "extension" jsonb;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "instruction" jsonb;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "rating" jsonb;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "extensions" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "unreached" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "addressee_county_id_rank_index" ON "addressee" USING btree ("county_id","rank");--> statement-breakpoint
CREATE INDEX "case_link_other_index" ON "case_link" USING btree ("other");--> statement-breakpoint
CREATE INDEX "case_reply_case_id_at_index" ON "case_reply" USING btree ("case_id","at");--> statement-breakpoint
CREATE INDEX "follow_up_case_id_at_index" ON "follow_up" USING btree ("case_id","at");--> statement-breakpoint
UPDATE "case_record" SET "starts_at" = "opened_at";--> statement-breakpoint
UPDATE "case_record" SET "state_facts" = jsonb_build_object('at', "opened_at") WHERE "state" IN ('replied', 'closed');--> statement-breakpoint
UPDATE "case_record" SET "state_facts" = jsonb_build_object('at', "opened_at", 'reason', '', 'to', 'other', 'whereTo', '') WHERE "state" = 'refused';--> statement-breakpoint
UPDATE "case_record" SET "handled_by" = ARRAY["main_unit_id"], "dispatch_kind" = 'forHandling', "acknowledged_at" = "opened_at" WHERE "main_unit_id" IS NOT NULL;--> statement-breakpoint
UPDATE "case_record" SET "promised" = true WHERE "id" IN (SELECT "case_id" FROM "promise" WHERE "confirmed_at" IS NOT NULL);
