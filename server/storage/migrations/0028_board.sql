CREATE TABLE "case_follow" (
	"case_id" text NOT NULL,
	"phone_id" text NOT NULL,
	"county_id" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "case_follow_case_id_phone_id_pk" PRIMARY KEY("case_id","phone_id")
);
--> statement-breakpoint
CREATE TABLE "publication" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"case_id" text NOT NULL,
	"kind" text NOT NULL,
	"reply_id" text,
	"stage" text NOT NULL,
	"facts" text NOT NULL,
	"public_subject" text,
	"public_text" text,
	"began_at" bigint NOT NULL,
	"published_at" bigint,
	"version" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "hide_place" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "publication_case_id_index" ON "publication" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "publication_reply_id_index" ON "publication" USING btree ("reply_id");--> statement-breakpoint
CREATE INDEX "publication_county_id_stage_published_at_id_index" ON "publication" USING btree ("county_id","stage","published_at" DESC NULLS LAST,"id" DESC NULLS LAST);