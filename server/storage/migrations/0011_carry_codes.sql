CREATE TABLE "carry_code" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"sign_in_hash" text NOT NULL,
	"ticket_id" text NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "carry_code_ticket_id_index" ON "carry_code" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "carry_code_expires_at_index" ON "carry_code" USING btree ("expires_at");