CREATE TABLE "audit_link" (
	"county_id" text NOT NULL,
	"position" bigint NOT NULL,
	"entry_seq" bigint NOT NULL,
	"digest" text NOT NULL,
	"link" text NOT NULL,
	CONSTRAINT "audit_link_county_id_position_pk" PRIMARY KEY("county_id","position")
);
--> statement-breakpoint
ALTER TABLE "audit_entry" ADD COLUMN "linked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_link_entry_seq_index" ON "audit_link" USING btree ("entry_seq");--> statement-breakpoint
CREATE INDEX "audit_entry_seq_index" ON "audit_entry" USING btree ("seq") WHERE not "audit_entry"."linked";