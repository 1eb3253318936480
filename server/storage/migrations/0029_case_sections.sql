CREATE TABLE "case_milestone" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"case_id" text NOT NULL,
	"what" text NOT NULL,
	"unit_id" text,
	"at" bigint NOT NULL,
	"starts_at" bigint NOT NULL,
	"due_at" bigint
);
--> statement-breakpoint
ALTER TABLE "follow_up" ADD COLUMN "unit_id" text;--> statement-breakpoint
CREATE INDEX "case_milestone_county_id_at_index" ON "case_milestone" USING btree ("county_id","at");--> statement-breakpoint
CREATE INDEX "case_milestone_case_id_seq_index" ON "case_milestone" USING btree ("case_id","seq");--> statement-breakpoint
CREATE INDEX "case_record_open" ON "case_record" USING btree ("county_id","state",coalesce("due_at", 253402300800000),"id") WHERE state in ('submitted', 'accepted', 'readByLeader', 'reopened', 'dispatched', 'handBackAsked', 'inProgress', 'waitingForCitizen', 'suspended', 'drafted', 'firstReviewed', 'replied', 'followedUp');--> statement-breakpoint
CREATE INDEX "case_record_overdue" ON "case_record" USING btree ("county_id","due_at","id") WHERE "case_record"."stopped_at" is null and state in ('submitted', 'accepted', 'readByLeader', 'reopened', 'dispatched', 'handBackAsked', 'inProgress', 'waitingForCitizen', 'suspended', 'drafted', 'firstReviewed');--> statement-breakpoint
CREATE INDEX "case_record_supervised" ON "case_record" USING btree ("county_id",coalesce("due_at", 253402300800000),"id") WHERE "case_record"."supervised_at" is not null and state in ('submitted', 'accepted', 'readByLeader', 'reopened', 'dispatched', 'handBackAsked', 'inProgress', 'waitingForCitizen', 'suspended', 'drafted', 'firstReviewed');--> statement-breakpoint
CREATE INDEX "case_record_hard" ON "case_record" USING btree ("county_id","id") WHERE "case_record"."hard" is not null;--> statement-breakpoint
CREATE INDEX "case_record_extension" ON "case_record" USING btree ("county_id","id") WHERE "case_record"."extension" is not null;--> statement-breakpoint
CREATE INDEX "follow_up_county_id_at_index" ON "follow_up" USING btree ("county_id","at");--> statement-breakpoint
CREATE INDEX "promise_county_id_due_on_id_index" ON "promise" USING btree ("county_id","due_on","id");