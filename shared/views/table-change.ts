/**
 * What a change makes of a desk's table. Of the hundreds of rows in it a few are other ones, and the rest move up: they
 * are named, not sent again.
 */
import * as z from 'zod/mini';
import { EpochMs } from '../ids.ts';
import { DutyBesideRows, ModeratorBesideRows, QueueRow, type ViewMessage } from './all.ts';

const change = <const Name extends string, Data extends z.ZodMiniType>(view: Name, data: Data) =>
  z.object({
    view: z.literal(view),
    revision: z.int(),
    /** The revision that it changes, and no other. */
    base: z.int(),
    serverTime: EpochMs,
    /** The whole view but for its rows. */
    data,
    /** The table from above: which row of the base's it is, counted from 0, or -1, the next of `fresh`. */
    rows: z.array(z.int()),
    /** The place of each of `rows`. */
    places: z.array(QueueRow.shape.place),
    /** Rows that the base has not, or of which more than the place is another. */
    fresh: z.array(QueueRow),
  });

/** What travels down the socket under the event name `change`. */
export const TableChange = z.discriminatedUnion('view', [
  change('moderator', ModeratorBesideRows),
  change('duty', DutyBesideRows),
]);
export type TableChange = z.infer<typeof TableChange>;
export type TableName = TableChange['view'];

/** The view after `change`, with the same objects for rows that stayed as they were; `null`: it is not made for this one. */
export function changed(before: ViewMessage | undefined, change: TableChange): ViewMessage | null {
  if (before?.view !== change.view || before.revision !== change.base || !('rows' in before.data)) return null;
  const { view, revision, serverTime, data, rows, places, fresh } = change;
  if (rows.length !== places.length) return null;
  const known = before.data.rows;
  const after: QueueRow[] = [];
  let taken = 0;
  for (const [index, at] of rows.entries()) {
    const row = at === -1 ? fresh[taken++] : known[at];
    const place = places[index];
    if (row === undefined || place === undefined) return null;
    after.push(row.place === place ? row : { ...row, place });
  }
  return { view, revision, serverTime, data: { ...data, rows: after } } as ViewMessage;
}
