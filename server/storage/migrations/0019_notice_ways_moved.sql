DROP INDEX "outgoing_notice_next_try_at_index";--> statement-breakpoint
ALTER TABLE "outgoing_notice" DROP COLUMN "sent_at";--> statement-breakpoint
ALTER TABLE "outgoing_notice" DROP COLUMN "tries";--> statement-breakpoint
ALTER TABLE "outgoing_notice" DROP COLUMN "next_try_at";--> statement-breakpoint
ALTER TABLE "outgoing_notice" DROP COLUMN "fault";--> statement-breakpoint
ALTER TABLE "outgoing_notice" DROP COLUMN "given_up_at";