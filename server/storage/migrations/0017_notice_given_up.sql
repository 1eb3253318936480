DROP INDEX "outgoing_notice_next_try_at_index";--> statement-breakpoint
ALTER TABLE "outgoing_notice" ADD COLUMN "fault" text;--> statement-breakpoint
ALTER TABLE "outgoing_notice" ADD COLUMN "given_up_at" bigint;--> statement-breakpoint
CREATE INDEX "outgoing_notice_next_try_at_index" ON "outgoing_notice" USING btree ("next_try_at") WHERE "outgoing_notice"."sent_at" is null and "outgoing_notice"."given_up_at" is null;