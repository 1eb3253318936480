CREATE TABLE "ticket_mail" (
	"ticket_id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"content_sealed" text NOT NULL,
	"end_hash" text NOT NULL,
	"confirmed_at" bigint,
	"code" jsonb
);
--> statement-breakpoint
CREATE UNIQUE INDEX "ticket_mail_end_hash_index" ON "ticket_mail" USING btree ("end_hash");