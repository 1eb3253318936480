CREATE TABLE "case_ticket" (
	"case_id" text NOT NULL,
	"ticket_id" text NOT NULL,
	"county_id" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "case_ticket_case_id_ticket_id_pk" PRIMARY KEY("case_id","ticket_id")
);
--> statement-breakpoint
CREATE INDEX "case_ticket_ticket_id_index" ON "case_ticket" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "audit_entry_ticket_id_seq_index" ON "audit_entry" USING btree ("ticket_id","seq");--> statement-breakpoint
CREATE INDEX "person_county_id_name_index_index" ON "person" USING btree ("county_id","name_index");--> statement-breakpoint
INSERT INTO "case_ticket" ("case_id", "ticket_id", "county_id", "at")
SELECT "id", "ticket_id", "county_id", "opened_at" FROM "case_record" WHERE "ticket_id" IS NOT NULL;
