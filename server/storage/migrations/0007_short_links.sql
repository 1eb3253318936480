CREATE TABLE "short_link" (
	"code" text PRIMARY KEY NOT NULL,
	"county_id" text NOT NULL,
	"session_id" text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "short_link_session_id_index" ON "short_link" USING btree ("session_id");--> statement-breakpoint
INSERT INTO "short_link" ("code", "county_id", "session_id")
SELECT substr(alphabet, 1 + (v / 29791 % 31)::int, 1) || substr(alphabet, 1 + (v / 961 % 31)::int, 1)
  || substr(alphabet, 1 + (v / 31 % 31)::int, 1) || substr(alphabet, 1 + (v % 31)::int, 1), "county_id", "id"
FROM (
  SELECT "id", "county_id", '23456789ABCDEFGHJKMNPQRSTUVWXYZ' AS alphabet,
    row_number() OVER (ORDER BY "starts_at", "id") * 362437 % 923521 AS v
  FROM "session"
) AS evenings;
