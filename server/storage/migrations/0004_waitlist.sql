CREATE TABLE "waitlist_entry" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"session_id" text NOT NULL,
	"person_id" text NOT NULL,
	"order" integer NOT NULL,
	"repeat" boolean NOT NULL,
	"listed_at" bigint NOT NULL,
	"subject" text NOT NULL,
	"more_sealed" text NOT NULL,
	"place_name" text NOT NULL,
	"public_name" text NOT NULL,
	"consent" jsonb NOT NULL,
	"consent_version" text NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"state_facts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "waitlist_entry_session_id_order_index" ON "waitlist_entry" USING btree ("session_id","order");--> statement-breakpoint
CREATE INDEX "waitlist_entry_person_id_index" ON "waitlist_entry" USING btree ("person_id");