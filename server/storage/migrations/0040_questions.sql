CREATE TABLE "question" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"session_id" text NOT NULL,
	"phone_id" text NOT NULL,
	"person_id" text NOT NULL,
	"words_sealed" text NOT NULL,
	"asked_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "question_session_id_asked_at_index" ON "question" USING btree ("session_id","asked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "question_session_id_phone_id_index" ON "question" USING btree ("session_id","phone_id") WHERE "question"."state" <> 'withdrawn';--> statement-breakpoint
CREATE INDEX "question_changed_at_index" ON "question" USING btree ("changed_at");