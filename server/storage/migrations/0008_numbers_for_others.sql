ALTER TABLE "ticket" ADD COLUMN "taken_by" text;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "taker_id" text;--> statement-breakpoint
CREATE INDEX "ticket_session_id_taker_id_index" ON "ticket" USING btree ("session_id","taker_id") WHERE "ticket"."taker_id" is not null;