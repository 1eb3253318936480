import type { Refusal } from '../../shared/errors.ts';

/** What the words of a refusal name: until when (`BARRED`), in the county's zone as the server tells it; lengths, counts and names. */
export const valuesOf = ({ details }: Refusal) => ({
  untilWall: String(details?.untilWall ?? ''),
  length: String(details?.length ?? ''),
  most: String(details?.most ?? ''),
  names: String(details?.names ?? ''),
});
