CREATE TABLE "rehearsal" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"session_id" text,
	"by_person_id" text NOT NULL,
	"started_at" bigint NOT NULL,
	"end" text NOT NULL,
	"why" text,
	"result" jsonb
);
--> statement-breakpoint
CREATE INDEX "rehearsal_county_id_started_at_index" ON "rehearsal" USING btree ("county_id","started_at");