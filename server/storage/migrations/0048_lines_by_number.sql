DROP INDEX "ticket_session_id_state_lane_order_index";--> statement-breakpoint
DROP INDEX "ticket_of_room_index";--> statement-breakpoint
CREATE INDEX "ticket_session_id_state_lane_order_number_index" ON "ticket" USING btree ("session_id","state","lane","order","number");--> statement-breakpoint
CREATE INDEX "ticket_of_room_index" ON "ticket" USING btree ("session_id","state","lane","order","number") WHERE "ticket"."category_code" is not null or "ticket"."sent_to" is not null;