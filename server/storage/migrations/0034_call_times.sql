ALTER TABLE "call" ADD COLUMN "held_ms" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "extended_ms" integer DEFAULT 0 NOT NULL;