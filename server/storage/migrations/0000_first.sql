CREATE TABLE "account" (
	"person_id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"user_name" text NOT NULL,
	"display_name" text NOT NULL,
	"password_hash" text NOT NULL,
	"unit_id" text,
	"roles" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"county_id" text NOT NULL,
	"session_id" text,
	"case_id" text,
	"ticket_id" text,
	"at" bigint NOT NULL,
	"by_person_id" text NOT NULL,
	"by_name" text NOT NULL,
	"what" text NOT NULL,
	"why" text,
	"data" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "call" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"session_id" text NOT NULL,
	"ticket_id" text NOT NULL,
	"seat_id" text NOT NULL,
	"participation" text NOT NULL,
	"started_at" bigint NOT NULL,
	"public" boolean NOT NULL,
	"note_sealed" text NOT NULL,
	"quality" jsonb,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"state_facts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_number" (
	"county_id" text NOT NULL,
	"year" integer NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "case_number_county_id_year_pk" PRIMARY KEY("county_id","year")
);
--> statement-breakpoint
CREATE TABLE "case_record" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"subject" text NOT NULL,
	"more_sealed" text NOT NULL,
	"place_name" text NOT NULL,
	"category_code" text,
	"person_id" text NOT NULL,
	"ticket_id" text,
	"call_id" text,
	"main_unit_id" text,
	"due_at" bigint,
	"opened_at" bigint NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "command" (
	"actor_key" text NOT NULL,
	"command_id" text NOT NULL,
	"action" text NOT NULL,
	"input_index" text NOT NULL,
	"result_sealed" text,
	"at" bigint NOT NULL,
	CONSTRAINT "command_actor_key_command_id_pk" PRIMARY KEY("actor_key","command_id")
);
--> statement-breakpoint
CREATE TABLE "consent" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"ticket_id" text NOT NULL,
	"person_id" text NOT NULL,
	"scope" text NOT NULL,
	"given" boolean NOT NULL,
	"version" text NOT NULL,
	"spoken" boolean NOT NULL,
	"at" bigint NOT NULL,
	"by_person_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "county" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"zone" text NOT NULL,
	"demo" boolean NOT NULL,
	"places" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk_message" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"session_id" text NOT NULL,
	"ticket_id" text,
	"text_sealed" text NOT NULL,
	"at" bigint NOT NULL,
	"by_person_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outgoing_notice" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"content_sealed" text NOT NULL,
	"template" text NOT NULL,
	"at" bigint NOT NULL,
	"sent_at" bigint,
	"tries" integer NOT NULL,
	"next_try_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"kind" text NOT NULL,
	"name_sealed" text,
	"staff_name" text,
	"name_index" text,
	"phone_id" text
);
--> statement-breakpoint
CREATE TABLE "phone" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"phone_index" text NOT NULL,
	"phone_sealed" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "phone_code" (
	"phone_id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"code_hash" text NOT NULL,
	"expires_at" bigint NOT NULL,
	"tries_left" integer NOT NULL,
	"sent_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "promise" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"case_id" text NOT NULL,
	"call_id" text NOT NULL,
	"wording" text NOT NULL,
	"unit_id" text NOT NULL,
	"due_on" text NOT NULL,
	"confirmed_at" bigint,
	"recorded_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"series_id" text,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"topic" text NOT NULL,
	"scope" text NOT NULL,
	"zone" text NOT NULL,
	"starts_at" bigint NOT NULL,
	"ends_at" bigint NOT NULL,
	"public" boolean NOT NULL,
	"capacity" integer NOT NULL,
	"call_length_ms" integer NOT NULL,
	"overtime_ms" integer NOT NULL,
	"ratio" jsonb NOT NULL,
	"seats" jsonb NOT NULL,
	"issued" integer NOT NULL,
	"finished_calls" integer NOT NULL,
	"turn" integer NOT NULL,
	"cut" jsonb,
	"state" text NOT NULL,
	"state_facts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"person_id" text,
	"phone_id" text,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticket" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"session_id" text NOT NULL,
	"person_id" text NOT NULL,
	"number" integer NOT NULL,
	"lane" text NOT NULL,
	"order" double precision NOT NULL,
	"home_lane" text NOT NULL,
	"taken_at" bigint NOT NULL,
	"entered" boolean NOT NULL,
	"presence" text NOT NULL,
	"participation" text NOT NULL,
	"subject" text NOT NULL,
	"more_sealed" text NOT NULL,
	"place_name" text NOT NULL,
	"public_name" text NOT NULL,
	"approval" jsonb,
	"category_code" text,
	"consent" jsonb NOT NULL,
	"passes" integer NOT NULL,
	"passed_at_call" integer,
	"last_failure" text,
	"earlier_visits" integer NOT NULL,
	"receipt_token" text NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"state_facts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"id" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "account_county_id_user_name_index" ON "account" USING btree ("county_id","user_name");--> statement-breakpoint
CREATE INDEX "audit_entry_session_id_seq_index" ON "audit_entry" USING btree ("session_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entry_case_id_seq_index" ON "audit_entry" USING btree ("case_id","seq");--> statement-breakpoint
CREATE INDEX "call_session_id_started_at_index" ON "call" USING btree ("session_id","started_at");--> statement-breakpoint
CREATE INDEX "call_ticket_id_index" ON "call" USING btree ("ticket_id");--> statement-breakpoint
CREATE UNIQUE INDEX "case_record_county_id_number_index" ON "case_record" USING btree ("county_id","number");--> statement-breakpoint
CREATE INDEX "case_record_county_id_opened_at_id_index" ON "case_record" USING btree ("county_id","opened_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "case_record_county_id_state_opened_at_id_index" ON "case_record" USING btree ("county_id","state","opened_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "case_record_main_unit_id_opened_at_id_index" ON "case_record" USING btree ("main_unit_id","opened_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "case_record_ticket_id_index" ON "case_record" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "case_record_person_id_opened_at_index" ON "case_record" USING btree ("person_id","opened_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "command_at_index" ON "command" USING btree ("at");--> statement-breakpoint
CREATE INDEX "consent_ticket_id_index" ON "consent" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "desk_message_session_id_at_index" ON "desk_message" USING btree ("session_id","at");--> statement-breakpoint
CREATE INDEX "outgoing_notice_next_try_at_index" ON "outgoing_notice" USING btree ("next_try_at") WHERE "outgoing_notice"."sent_at" is null;--> statement-breakpoint
CREATE INDEX "outgoing_notice_county_id_at_index" ON "outgoing_notice" USING btree ("county_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "person_phone_id_name_index_index" ON "person" USING btree ("phone_id","name_index");--> statement-breakpoint
CREATE UNIQUE INDEX "phone_county_id_phone_index_index" ON "phone" USING btree ("county_id","phone_index");--> statement-breakpoint
CREATE INDEX "phone_code_expires_at_index" ON "phone_code" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "promise_case_id_index" ON "promise" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "promise_call_id_index" ON "promise" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "session_county_id_starts_at_index" ON "session" USING btree ("county_id","starts_at");--> statement-breakpoint
CREATE INDEX "session_state_index" ON "session" USING btree ("state") WHERE "session"."state" in ('lobby', 'live', 'paused', 'closing');--> statement-breakpoint
CREATE INDEX "sign_in_expires_at_index" ON "sign_in" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "ticket_session_id_state_lane_order_index" ON "ticket" USING btree ("session_id","state","lane","order");--> statement-breakpoint
CREATE UNIQUE INDEX "ticket_session_id_number_index" ON "ticket" USING btree ("session_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "ticket_receipt_token_index" ON "ticket" USING btree ("receipt_token");--> statement-breakpoint
CREATE INDEX "ticket_person_id_index" ON "ticket" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "unit_county_id_index" ON "unit" USING btree ("county_id");