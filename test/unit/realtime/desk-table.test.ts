/** A desk's table as its pages have it: what is told of it makes of what they had what it now is, and nothing else (T5). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TABLES } from '../../../client/realtime/tables.ts';
import { ViewStore } from '../../../client/realtime/view-store.ts';
import { DeskTable } from '../../../server/realtime/desk-table.ts';
import type { QueueRow, ViewMessage, ViewOf } from '../../../shared/views/all.ts';
import { changed, type TableChange } from '../../../shared/views/table-change.ts';
import { row } from '../desk/row.ts';
import { view } from '../desk/view.ts';

type Moderator = ViewOf<'moderator'>;
const NOW = 1_770_000_000_000;
const moderator = (rows: readonly QueueRow[], more: Partial<Moderator> = {}): Moderator =>
  view({ rows: [...rows], ...more });
const one = row({ ticketId: 'tk_1', place: 2 });
const other = row({ ticketId: 'tk_2', place: 3 });

/** A desk's table, and the pages of it that were there from the beginning. */
function desk() {
  const faults: string[] = [];
  const table = new DeskTable('moderator', {
    error: (_facts: unknown, text: string) => void faults.push(text),
  } as never);
  const page = new ViewStore(TABLES);
  /** What was told, by the event's name; the page takes it in. */
  const tell = (now: Moderator): ['view', ViewMessage] | ['change', TableChange] | null => {
    const encoded = table.next(now, NOW);
    if (!encoded) return null;
    const told = JSON.parse(encoded.packet.slice(1));
    if (told[0] === 'view') page.accept(told[1]);
    else expect(page.acceptChange(told[1])).toBe(true);
    return told;
  };
  const told = (...rows: QueueRow[]) => tell(moderator(rows));
  return { table, page, faults, tell, told, shown: () => page.get('moderator') };
}

/** The rows that were sent, of a whole view or of a change. */
const sentRows = (told: ReturnType<ReturnType<typeof desk>['tell']>): readonly QueueRow[] =>
  told?.[0] === 'view' ? (told[1].data as Moderator).rows : (told?.[1].fresh ?? []);

describe('what is told of a table', () => {
  test('is all of it once, and then what changed', () => {
    const { told, tell, shown } = desk();
    expect(told(one, other)?.[0]).toBe('view');
    expect(told(one, other)).toBeNull();
    const moved = told({ ...other, place: 1 }, { ...one, place: 2 });
    expect(moved?.[1]).toMatchObject({ rows: [1, 0], places: [1, 2], fresh: [], base: NOW, revision: NOW + 1 });
    expect(shown()?.rows).toEqual([{ ...other, place: 1 }, one]);
    expect(sentRows(told({ ...other, place: 1, subject: 'another' }))).toHaveLength(1);
    expect(shown()?.rows).toEqual([{ ...other, place: 1, subject: 'another' }]);
    expect(sentRows(tell(moderator([{ ...other, place: 1, subject: 'another' }], { nextTicketId: 'tk_2' })))).toEqual(
      [],
    );
    expect(shown()?.nextTicketId).toBe('tk_2');
    expect(told()?.[1]).toMatchObject({ rows: [], places: [], fresh: [] });
    expect(shown()?.rows).toEqual([]);
  });

  test('keeps a row that stayed as it was, so that a page need not draw it anew', () => {
    const { told, shown } = desk();
    told(one, other);
    const before = shown()?.rows[0];
    told(one, { ...other, passes: 1 });
    expect(shown()?.rows[0]).toBe(before);
  });

  test('makes of any table any other one', () => {
    const rows = fc.uniqueArray(
      fc.record({
        ticketId: fc.constantFrom(...Array.from({ length: 12 }, (_, index) => `tk_${index}`)),
        place: fc.option(fc.integer({ min: 1, max: 500 })),
        subject: fc.constantFrom('road', 'water'),
        passes: fc.integer({ min: 0, max: 2 }),
      }),
      { selector: ({ ticketId }) => ticketId },
    );
    fc.assert(
      fc.property(fc.array(rows, { minLength: 2, maxLength: 8 }), (tables) => {
        const { told, shown, table, faults } = desk();
        for (const each of tables) {
          const now = each.map((fields) => row(fields));
          told(...now);
          expect(shown()?.rows).toEqual(now);
          expect(table.told?.data.rows).toEqual(now);
        }
        expect(faults).toEqual([]);
      }),
    );
  });

  test('is never more than the schema names, in a row or beside them; that it was there is written down', () => {
    const { told, tell, shown, faults } = desk();
    told(one, other);
    told(one, { ...other, phone: '13812345678' } as never);
    expect(shown()?.rows).toEqual([one, other]);
    told({ ...one, consent: { ...one.consent, phone: '13812345678' } } as never, other);
    expect(shown()?.rows).toEqual([one, other]);
    expect(faults).toEqual([expect.stringContaining('does not know'), expect.stringContaining('does not know')]);
    const named = tell(moderator([one], { counts: { ...moderator([]).counts, phone: '13812345678' } as never }));
    expect(JSON.stringify(named)).not.toContain('13812345678');
    expect(shown()?.rows).toEqual([one]);
    expect(faults).toHaveLength(3);
  });

  test('is nothing where it does not fit, and the table stays as it was told', () => {
    const { told, shown, table, faults } = desk();
    told(one, other);
    expect(told(one, { ...other, place: '13812345678' } as never)).toBeNull();
    const { place: _, ...without } = other;
    expect(told(one, without as never)).toBeNull();
    expect(faults).toEqual([expect.stringContaining('not sent'), expect.stringContaining('not sent')]);
    expect(table.told?.data.rows).toEqual([one, other]);
    told(other);
    expect(shown()?.rows).toEqual([other]);
  });
});

describe('a page that has not what a change changes', () => {
  const changes = () => {
    const { told } = desk();
    const events = [told(one), told(one, other), told(other), told(other, one)].map((event) => event?.[1]);
    return {
      first: events[0] as ViewMessage,
      second: events[1] as TableChange,
      others: events.slice(2) as TableChange[],
    };
  };

  test('asks for the view, and what came meanwhile follows it', () => {
    const { first, second, others } = changes();
    const page = new ViewStore(TABLES);
    expect(page.acceptChange(second)).toBe(false);
    expect(others.map((change) => page.acceptChange(change))).toEqual([false, false]);
    expect(page.get('moderator')).toBeUndefined();
    page.accept(first);
    expect(page.get('moderator')?.rows.map(({ ticketId }) => ticketId)).toEqual(['tk_2', 'tk_1']);
  });

  test('takes a view that is newer than what came, and the rest of it', () => {
    const { first, second, others } = changes();
    const page = new ViewStore(TABLES);
    page.accept(first);
    expect(page.acceptChange(others[0] as TableChange)).toBe(false);
    page.accept(changed(first, second) as ViewMessage);
    expect(page.get('moderator')?.rows.map(({ ticketId }) => ticketId)).toEqual(['tk_2']);
    expect(page.acceptChange(second)).toBe(true);
    expect(page.get('moderator')?.rows.map(({ ticketId }) => ticketId)).toEqual(['tk_2']);
  });

  test('takes nothing of a connection before', () => {
    const { first, second } = changes();
    const page = new ViewStore(TABLES);
    page.accept(first);
    page.forgetRevisions();
    expect(page.acceptChange(second)).toBe(false);
    expect(page.get('moderator')?.rows).toHaveLength(1);
  });

  test('takes no change that names rows which the view has not', () => {
    const { first, second } = changes();
    for (const rows of [[0, 7], [-1, -1], [0]]) expect(changed(first, { ...second, rows })).toBeNull();
    expect(changed(undefined, second)).toBeNull();
    expect(changed({ ...first, revision: first.revision - 1 }, second)).toBeNull();
  });
});
