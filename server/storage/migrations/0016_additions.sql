CREATE TABLE "addition" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"ticket_id" text NOT NULL,
	"kind" text NOT NULL,
	"body_sealed" text NOT NULL,
	"width" integer,
	"height" integer,
	"at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "added" jsonb;--> statement-breakpoint
CREATE INDEX "addition_ticket_id_index" ON "addition" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "addition_at_index" ON "addition" USING btree ("at");