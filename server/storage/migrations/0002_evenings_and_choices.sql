CREATE TABLE "calendar_day" (
	"county_id" text NOT NULL,
	"date" text NOT NULL,
	"works" boolean NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "calendar_day_county_id_date_pk" PRIMARY KEY("county_id","date")
);
--> statement-breakpoint
CREATE TABLE "series" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"weekdays" jsonb NOT NULL,
	"time" text NOT NULL,
	"from" text NOT NULL,
	"until" text,
	"evening" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_record" ADD COLUMN "reply_by" text;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "told" text DEFAULT 'nothing' NOT NULL;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "carried_from" text;--> statement-breakpoint
CREATE INDEX "series_county_id_index" ON "series" USING btree ("county_id");--> statement-breakpoint
CREATE INDEX "session_series_id_starts_at_index" ON "session" USING btree ("series_id","starts_at");--> statement-breakpoint
CREATE INDEX "ticket_session_id_index" ON "ticket" USING btree ("session_id") WHERE "ticket"."carried_from" is not null;