CREATE TABLE "minutes" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"session_id" text NOT NULL,
	"edition" integer NOT NULL,
	"stage" text NOT NULL,
	"facts" text NOT NULL,
	"drafted_at" bigint NOT NULL,
	"published_at" bigint,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "minutes_session_id_edition_index" ON "minutes" USING btree ("session_id","edition");--> statement-breakpoint
CREATE INDEX "minutes_county_id_stage_published_at_index" ON "minutes" USING btree ("county_id","stage","published_at");