CREATE TABLE "own_key" (
	"name" text PRIMARY KEY NOT NULL,
	"content_sealed" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "push_subscription" (
	"ticket_id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"content_sealed" text NOT NULL,
	"language" text NOT NULL,
	"at" bigint NOT NULL
);
