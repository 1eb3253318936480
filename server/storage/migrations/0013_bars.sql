CREATE TABLE "bar" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"holder_id" text NOT NULL,
	"person_id" text NOT NULL,
	"session_id" text NOT NULL,
	"ticket_id" text NOT NULL,
	"reason_sealed" text NOT NULL,
	"at" bigint NOT NULL,
	"until" bigint NOT NULL,
	"by_person_id" text NOT NULL,
	"lifted_at" bigint,
	"lifted_by" text,
	"lifted_reason_sealed" text
);
--> statement-breakpoint
CREATE INDEX "bar_holder_id_until_index" ON "bar" USING btree ("holder_id","until");--> statement-breakpoint
CREATE INDEX "bar_county_id_at_index" ON "bar" USING btree ("county_id","at");