/** The demo county's cases can be told at any hour of any day: weekends, the small hours, the turn of a year. */
import { expect, test } from 'vitest';
import { marksToSet } from '../../../server/domain/cases/clock.ts';
import { checkLengths } from '../../../server/domain/cases/publication.ts';
import { storiesAt, tellStories } from '../../../server/storage/seed-demo-cases.ts';
import { DEMO_PEOPLE, DEMO_STORIES } from '../../../server/storage/seed-demo-stories.ts';
import { CASE_CHANNELS, CASE_KINDS, CASE_STATES } from '../../../shared/states.ts';

const HOUR_MS = 3_600_000;
const ZONE = 'Asia/Shanghai';
const county = { zone: ZONE, days: new Map<string, boolean>(), limits: null };
const people = DEMO_PEOPLE.map((_name, who) => ({ personId: `p${who}`, phoneId: `ph${who}` }));
const told = (now: number) => {
  const inOrder = storiesAt({ now, county });
  const numbers = inOrder.map((_story, index) => `DL2026-${String(index + 1).padStart(6, '0')}`);
  return tellStories({ countyId: 'c', now, county }, inOrder, people, numbers);
};
const statesOf = (all: ReturnType<typeof told>) =>
  Object.fromEntries(all.map(({ story, tale: { record } }) => [story.key, `${record.state} ${record.mainUnitId}`]));

test('at any hour of nine days the same cases stand in the same states, and nothing lies ahead', () => {
  const from = Date.parse('2026-12-30T00:10:00Z');
  const usual = statesOf(told(from));
  for (let now = from; now < from + 9 * 24 * HOUR_MS; now += 7 * HOUR_MS) {
    const all = told(now);
    expect(statesOf(all)).toEqual(usual);
    for (const { tale } of all) {
      const { record, entries, marked, toCome } = tale;
      expect(Math.max(record.openedAt, ...entries.map(({ at }) => at))).toBeLessThan(now);
      // What the clock would set is done or set, and nothing else.
      const due = marksToSet(null, record, record.signedAt ?? record.openedAt, county);
      expect(marked.length + toCome.length).toBe(due.length);
      expect(toCome.every(({ at }) => at > now)).toBe(true);
    }
  }
});

test('the stories are of every kind and channel and nearly every state, and as long as a citizen may write', () => {
  expect(new Set(DEMO_STORIES.map(({ kind }) => kind)).size).toBe(CASE_KINDS.length);
  expect(new Set(DEMO_STORIES.map(({ channel }) => channel)).size).toBe(CASE_CHANNELS.length);
  const states = new Set(told(Date.parse('2026-11-25T02:00:00Z')).map(({ tale }) => tale.record.state));
  expect(states.size).toBeGreaterThanOrEqual(CASE_STATES.length - 1);
  for (const { kind, subject, more } of DEMO_STORIES) expect(checkLengths(kind, { subject, content: more })).toBeNull();
});
