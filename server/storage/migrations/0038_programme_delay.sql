ALTER TABLE "session" ADD COLUMN "delay_ms" integer DEFAULT 10000 NOT NULL;--> statement-breakpoint
UPDATE "series" SET "evening" = '{"delayMs": 10000, "recorded": false}'::jsonb || "evening";