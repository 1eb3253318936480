CREATE TABLE "case_mark" (
	"case_id" text NOT NULL,
	"county_id" text NOT NULL,
	"mark" text NOT NULL,
	"deadline" bigint NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "case_mark_case_id_mark_deadline_pk" PRIMARY KEY("case_id","mark","deadline")
);
--> statement-breakpoint
CREATE INDEX "case_mark_county_id_at_index" ON "case_mark" USING btree ("county_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "case_record_county_id_acknowledge_by_index" ON "case_record" USING btree ("county_id","acknowledge_by") WHERE "case_record"."urgency" is not null;