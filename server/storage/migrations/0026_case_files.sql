CREATE TABLE "case_file" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"case_id" text NOT NULL,
	"reply_id" text,
	"by_citizen" boolean NOT NULL,
	"is_public" boolean NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"size" integer NOT NULL,
	"body" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "case_file_case_id_at_index" ON "case_file" USING btree ("case_id","at");