CREATE TABLE "case_listing" (
	"case_id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"open" boolean NOT NULL,
	"category_code" text,
	"place" text NOT NULL,
	"township" text NOT NULL,
	"channel" text NOT NULL,
	"urgency" text,
	"main_unit_id" text,
	"unit_ids" text[] NOT NULL,
	"person_id" text NOT NULL,
	"opened_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL,
	"due_order" bigint NOT NULL,
	"flags" text[] NOT NULL,
	"sealed" boolean NOT NULL,
	"about" text[] NOT NULL,
	"words" integer[] NOT NULL,
	"stale" boolean NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_view" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"person_id" text NOT NULL,
	"unit_id" text,
	"name" text NOT NULL,
	"query_sealed" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "case_listing_county_id_opened_at_case_id_index" ON "case_listing" USING btree ("county_id","opened_at" DESC NULLS LAST,"case_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "case_listing_county_id_changed_at_case_id_index" ON "case_listing" USING btree ("county_id","changed_at" DESC NULLS LAST,"case_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "case_listing_county_id_due_order_case_id_index" ON "case_listing" USING btree ("county_id","due_order","case_id");--> statement-breakpoint
CREATE INDEX "case_listing_main_unit_id_opened_at_case_id_index" ON "case_listing" USING btree ("main_unit_id","opened_at" DESC NULLS LAST,"case_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "case_listing_main_unit_id_due_order_case_id_index" ON "case_listing" USING btree ("main_unit_id","due_order","case_id");--> statement-breakpoint
CREATE INDEX "case_listing_county_id_state_opened_at_case_id_index" ON "case_listing" USING btree ("county_id","state","opened_at" DESC NULLS LAST,"case_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "case_listing_county_id_category_code_opened_at_case_id_index" ON "case_listing" USING btree ("county_id","category_code","opened_at" DESC NULLS LAST,"case_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "case_listing_county_id_township_opened_at_case_id_index" ON "case_listing" USING btree ("county_id","township","opened_at" DESC NULLS LAST,"case_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "case_listing_open_index" ON "case_listing" USING btree ("county_id","main_unit_id","state","category_code","township") WHERE "case_listing"."open";--> statement-breakpoint
CREATE INDEX "case_listing_person_id_index" ON "case_listing" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "case_listing_words_index" ON "case_listing" USING gin ("words");--> statement-breakpoint
CREATE INDEX "case_listing_case_id_index" ON "case_listing" USING btree ("case_id") WHERE "case_listing"."stale";--> statement-breakpoint
CREATE INDEX "case_view_person_id_index" ON "case_view" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "case_view_unit_id_index" ON "case_view" USING btree ("unit_id");
--> statement-breakpoint
-- Cases from before: what lists know of them follows at the next start, as their words do.
INSERT INTO "case_listing" ("case_id", "county_id", "kind", "state", "open", "category_code", "place", "township", "channel", "urgency", "main_unit_id", "unit_ids", "person_id", "opened_at", "changed_at", "due_order", "flags", "sealed", "about", "words", "stale", "version")
SELECT "id", "county_id", "kind", "state", true, "category_code", "place_name", "place_name", "channel", "urgency", "main_unit_id", '{}', "person_id", "opened_at", "opened_at", 0, '{}', "sealed", "about_unit_ids" || "about_person_ids", '{}', true, -1 FROM "case_record";
