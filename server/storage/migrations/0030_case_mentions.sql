CREATE TABLE "case_mention" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"case_id" text NOT NULL,
	"person_id" text NOT NULL,
	"by_person_id" text NOT NULL,
	"by_name" text NOT NULL,
	"at" bigint NOT NULL,
	"read_at" bigint
);
--> statement-breakpoint
CREATE INDEX "case_mention_person_id_at_index" ON "case_mention" USING btree ("person_id","at");