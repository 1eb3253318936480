CREATE TABLE "listed_word" (
	"county_id" text NOT NULL,
	"key" text NOT NULL,
	"word" text NOT NULL,
	"level" text NOT NULL,
	"reason" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "listed_word_county_id_key_pk" PRIMARY KEY("county_id","key")
);
