CREATE TABLE "notice_delivery" (
	"notice_id" text NOT NULL,
	"way" text NOT NULL,
	"county_id" text NOT NULL,
	"at" bigint NOT NULL,
	"sent_at" bigint,
	"tries" integer NOT NULL,
	"next_try_at" bigint NOT NULL,
	"give_up_at" bigint NOT NULL,
	"fault" text,
	"given_up_at" bigint,
	CONSTRAINT "notice_delivery_notice_id_way_pk" PRIMARY KEY("notice_id","way")
);
--> statement-breakpoint
ALTER TABLE "outgoing_notice" ADD COLUMN "ticket_id" text;--> statement-breakpoint
CREATE INDEX "notice_delivery_next_try_at_index" ON "notice_delivery" USING btree ("next_try_at") WHERE "notice_delivery"."sent_at" is null and "notice_delivery"."given_up_at" is null;--> statement-breakpoint
CREATE INDEX "outgoing_notice_ticket_id_index" ON "outgoing_notice" USING btree ("ticket_id");--> statement-breakpoint
INSERT INTO "notice_delivery" ("notice_id", "way", "county_id", "at", "sent_at", "tries", "next_try_at", "give_up_at", "fault", "given_up_at")
SELECT "id", 'sms', "county_id", "at", "sent_at", "tries", "next_try_at", "at" + 86400000, "fault", "given_up_at" FROM "outgoing_notice";
