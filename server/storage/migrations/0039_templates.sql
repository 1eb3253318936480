CREATE TABLE "template" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"unit_id" text,
	"use" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"at" bigint NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "visit_id" text;--> statement-breakpoint
CREATE INDEX "template_county_id_index" ON "template" USING btree ("county_id");