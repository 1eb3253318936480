-- Places are compared without blanks from now on; the words of those cases are made anew.
UPDATE "case_listing" SET "place" = regexp_replace("place", '\s', '', 'g'), "township" = regexp_replace("township", '\s', '', 'g'), "stale" = true WHERE "place" ~ '\s';
