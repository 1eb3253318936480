CREATE TABLE "caption" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"session_id" text NOT NULL,
	"ticket_id" text NOT NULL,
	"call_id" text NOT NULL,
	"at" bigint NOT NULL,
	"text_sealed" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "helper" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"session_id" text NOT NULL,
	"seat_id" text NOT NULL,
	"kind" text NOT NULL,
	"name_sealed" text NOT NULL,
	"language" text,
	"link_hash" text NOT NULL,
	"booked_at" bigint NOT NULL,
	"booked_by" text NOT NULL,
	"opened_at" bigint,
	"removed_at" bigint
);
--> statement-breakpoint
CREATE INDEX "caption_call_id_index" ON "caption" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "caption_ticket_id_index" ON "caption" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "caption_county_id_at_index" ON "caption" USING btree ("county_id","at");--> statement-breakpoint
CREATE INDEX "helper_session_id_index" ON "helper" USING btree ("session_id");--> statement-breakpoint
CREATE UNIQUE INDEX "helper_link_hash_index" ON "helper" USING btree ("link_hash");