ALTER TABLE "call" ADD COLUMN "before" jsonb;--> statement-breakpoint
ALTER TABLE "promise" ADD COLUMN "seat" jsonb;