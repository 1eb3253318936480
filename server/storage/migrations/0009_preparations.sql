CREATE TABLE "evening_preparation" (
	"session_id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"duty_sealed" text NOT NULL,
	"rehearsed_at" bigint,
	"rehearsed_by" text
);
