CREATE TABLE "emergency" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"session_id" text NOT NULL,
	"ticket_id" text NOT NULL,
	"number" integer NOT NULL,
	"case_id" text NOT NULL,
	"said_sealed" text NOT NULL,
	"note_sealed" text,
	"raised" jsonb NOT NULL,
	"accepted" jsonb,
	"escalated_at" bigint,
	"steps" jsonb NOT NULL,
	"closed" jsonb
);
--> statement-breakpoint
CREATE INDEX "emergency_county_id_index" ON "emergency" USING btree ("county_id") WHERE "emergency"."closed" is null;--> statement-breakpoint
CREATE INDEX "emergency_ticket_id_index" ON "emergency" USING btree ("ticket_id");