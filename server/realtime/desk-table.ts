/**
 * One desk's table as its pages have it: told whole once, and from then on what changed in it. Of the hundreds of rows
 * that each change of the queue moves, all but a few differ from before by their place alone: to write, check and send
 * them all took most of what a change costs.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import * as z from 'zod/mini';
import type { QueueRow, ViewOf } from '../../shared/views/all.ts';
import { TableChange, type TableName } from '../../shared/views/table-change.ts';
import { type Encoded, encodeEvent, encodeOnce } from './encode-once.ts';
import { viewMessage } from './view-message.ts';

interface Told<Name extends TableName> {
  readonly revision: number;
  readonly data: ViewOf<Name>;
  /** All but the rows, as JSON. */
  readonly rest: string;
  /** Which row is whose. */
  readonly at: ReadonlyMap<string, number>;
}

export class DeskTable<Name extends TableName> {
  readonly view: Name;
  readonly #log: Pick<Logger, 'error'>;
  #told: Told<Name> | null = null;

  constructor(view: Name, log: Pick<Logger, 'error'>) {
    this.view = view;
    this.#log = log;
  }

  /** As it was told last, with whatever it was told as. */
  get told(): Pick<Told<Name>, 'revision' | 'data'> | null {
    return this.#told;
  }

  /** Takes the table as it now is; answers what its pages are to be told, or `null` where that is nothing (T5 too). */
  next(data: ViewOf<Name>, now: number): Encoded | null {
    const { rows, ...others } = data;
    const rest = JSON.stringify(others);
    const told = this.#told;
    const known = rows.map((row) => told?.at.get(row.ticketId) ?? -1);
    const at = known.map((index, place) => {
      const before = told?.data.rows[index];
      return before && isSameButPlace(before, rows[place] as QueueRow) ? index : -1;
    });
    if (told && rest === told.rest && isSameTable(told.data.rows, rows, at)) return null;
    const head = { revision: Math.max(now, (told?.revision ?? 0) + 1), serverTime: now };
    const change = told && {
      ...{ view: this.view, ...head, base: told.revision },
      ...{ data: others, rows: at, places: rows.map(({ place }) => place) },
      fresh: rows.filter((_, index) => at[index] === -1),
    };
    if (change && passes(change)) {
      this.#keep(head.revision, data, rest);
      return encodeEvent('change', JSON.stringify(change));
    }
    const message = viewMessage(this.view, head, data, this.#log);
    if (!message) return null;
    const sent = message.data as ViewOf<Name>;
    this.#keep(head.revision, sent, rest);
    return encodeOnce(message, JSON.stringify(sent));
  }

  #keep(revision: number, data: ViewOf<Name>, rest: string): void {
    const at = new Map(data.rows.map(({ ticketId }, index) => [ticketId, index]));
    this.#told = { revision, data, rest, at };
  }
}

/** The last gate before it leaves, as for every view: it fits, and there is nothing in it that the schema does not name. */
function passes(change: { readonly data: object; readonly fresh: readonly QueueRow[] }): boolean {
  const parsed = z.safeParse(TableChange, change);
  return (
    parsed.success &&
    isDeepStrictEqual(parsed.data.data, change.data) &&
    isDeepStrictEqual(parsed.data.fresh, change.fresh)
  );
}

function isSameButPlace(before: QueueRow, row: QueueRow): boolean {
  const names = Object.keys(row) as (keyof QueueRow)[];
  return (
    names.length === Object.keys(before).length &&
    names.every((name) => name === 'place' || row[name] === before[name] || isDeepStrictEqual(row[name], before[name]))
  );
}

/** `at`: where the rows were before. */
const isSameTable = (before: readonly QueueRow[], rows: readonly QueueRow[], at: readonly number[]): boolean =>
  before.length === rows.length &&
  rows.every((row, index) => at[index] === index && row.place === before[index]?.place);
