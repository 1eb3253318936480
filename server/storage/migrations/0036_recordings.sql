CREATE TABLE "recording" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"session_id" text NOT NULL,
	"ticket_id" text NOT NULL,
	"call_id" text NOT NULL,
	"side" text NOT NULL,
	"started_at" bigint NOT NULL,
	"file" text NOT NULL,
	"container" text NOT NULL,
	"state" text NOT NULL,
	"state_facts" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "county" ADD COLUMN "recording_days" integer;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "recorded" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "recording_call_id_index" ON "recording" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "recording_ticket_id_index" ON "recording" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "recording_county_id_started_at_index" ON "recording" USING btree ("county_id","started_at");--> statement-breakpoint
CREATE INDEX "recording_state_index" ON "recording" USING btree ("state") WHERE "recording"."state" in ('recording');