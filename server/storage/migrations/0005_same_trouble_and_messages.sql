CREATE TABLE "trouble_said" (
	"ticket_id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"session_id" text NOT NULL,
	"group_id" text,
	"at" bigint NOT NULL,
	"by_person_id" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "desk_message" ADD COLUMN "ticket_ids" jsonb;--> statement-breakpoint
ALTER TABLE "desk_message" ADD COLUMN "listen" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "desk_message" ADD COLUMN "to" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "desk_message" ADD COLUMN "here" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "desk_message" ADD COLUMN "sms" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "messages_read_at" bigint;--> statement-breakpoint
CREATE INDEX "trouble_said_session_id_index" ON "trouble_said" USING btree ("session_id");