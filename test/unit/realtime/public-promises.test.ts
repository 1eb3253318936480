/** [C8] The promises of the call on the programme: for everybody those that count, later by the delay, gone with a cut. */
import { describe, expect, it } from 'vitest';
import type { CallRecord } from '../../../server/domain/calls/types.ts';
import type { CaseFacts, PromiseRecord } from '../../../server/domain/cases/types.ts';
import { FollowedTickets } from '../../../server/domain/queue/followed-tickets.ts';
import type { SessionFacts } from '../../../server/domain/sessions/types.ts';
import { LateProgramme } from '../../../server/realtime/late-programme.ts';
import { programme } from '../../../server/realtime/projections/common.ts';
import type { SessionSnapshot } from '../../../server/services/live/snapshot.ts';
import { caseIn } from '../../support/records.ts';
import { callIn, sessionIn, ticketIn } from '../domain/fixtures.ts';

const DELAY_MS = 10_000;
const COUNTS = { wording: 'Lamps by Friday', unitName: 'Town works', dueOn: '2027-01-22' };

const promiseIn = (facts: Partial<PromiseRecord> = {}): PromiseRecord => ({
  id: 'pr1',
  countyId: 'c1',
  caseId: 'case1',
  callId: 'call1',
  wording: COUNTS.wording,
  unitId: 'u1',
  dueOn: COUNTS.dueOn,
  readBackAt: 1,
  confirmedAt: 2,
  recordedBy: 'm1',
  seat: null,
  ...facts,
});

interface Facts {
  promises?: readonly PromiseRecord[];
  call?: CallRecord;
  session?: Partial<SessionFacts>;
  broadcast?: boolean;
  ofCase?: Partial<CaseFacts>;
  never?: readonly string[];
}

function snapshotOf({ promises = [promiseIn()], call = callIn('live'), ...facts }: Facts = {}): SessionSnapshot {
  const session = sessionIn('live', facts.session);
  const tickets = new FollowedTickets(session);
  const { broadcast = true } = facts;
  tickets.take(ticketIn('live', { consent: { call: true, recording: false, broadcast } }), null);
  return {
    session,
    tickets,
    calls: [call],
    promises,
    casesOfTicket: new Map([['t1', [caseIn({ id: 'case1', number: 'N1', personId: 'p1', ...facts.ofCase })]]]),
    people: new Map([['p1', { name: 'Wang Fang' }]]),
    units: [{ id: 'u1', name: 'Town works' }],
    never: (facts.never ?? []).map((word) => ({ word })),
  } as unknown as SessionSnapshot;
}
const told = (facts?: Facts) => programme(snapshotOf(facts)).now?.promises;

describe('[C8] which of them are public', () => {
  it('wording, unit and date of one that the leader confirmed, and nothing else', () => {
    expect(told()).toEqual([COUNTS]);
  });

  it('none that was only read back, and none of another call of the same person', () => {
    const promises = [promiseIn({ confirmedAt: null }), promiseIn({ id: 'pr2', callId: 'before' })];
    expect(told({ promises })).toEqual([]);
  });

  it('[C2] [T6] none while the call, the session or its person is not for the public', () => {
    expect(told({ call: { ...callIn('live'), public: false } })).toBeUndefined();
    expect(told({ call: callIn('held') })).toBeUndefined();
    expect(told({ session: { public: false } })).toBeUndefined();
    expect(told({ broadcast: false })).toBeUndefined();
  });

  it('[K2] none of a case that is kept from somebody', () => {
    expect(told({ ofCase: { sealed: true } })).toEqual([]);
    expect(told({ ofCase: { aboutUnitIds: ['u2'] } })).toEqual([]);
  });

  it('[T5] neither the name of its person nor a word that is never public', () => {
    const promises = [promiseIn({ wording: 'Lamps for Wang Fang, damn it' })];
    expect(told({ promises, never: ['damn'] })?.[0]?.wording).toBe('Lamps for ＊＊＊＊ ＊＊＊＊, ＊＊＊＊ it');
  });
});

describe('[C6] when', () => {
  const late = { session: { delayMs: DELAY_MS } };
  /** On air, and the promise confirmed a second later; told of so far nothing. */
  function confirmed(): LateProgramme {
    const programmes = new LateProgramme();
    programmes.of(snapshotOf({ ...late, promises: [] }), 0);
    programmes.of(snapshotOf(late), 1_000);
    return programmes;
  }
  const promisesAt = (programmes: LateProgramme, now: number, facts: Facts = late) =>
    programmes.of(snapshotOf(facts), now).programme.now?.promises;

  it('later by the delay, as the words that were said', () => {
    const programmes = confirmed();
    expect(promisesAt(programmes, DELAY_MS)).toEqual([]);
    expect(promisesAt(programmes, DELAY_MS + 1_000)).toEqual([COUNTS]);
  });

  it('gone at once with a cut, one that was still to come too', () => {
    const programmes = confirmed();
    const cut = { session: { delayMs: DELAY_MS, cut: { at: 2_000, by: 'm1' } } };
    expect(promisesAt(programmes, 2_000, cut)).toBeUndefined();
    expect(promisesAt(programmes, DELAY_MS + 1_000, cut)).toBeUndefined();
  });

  it('[T6] gone at once with a consent or when the call is taken off', () => {
    const away: Facts[] = [
      { ...late, broadcast: false },
      { ...late, call: { ...callIn('live'), public: false } },
    ];
    for (const facts of away) {
      const programmes = confirmed();
      expect(promisesAt(programmes, DELAY_MS + 1_000)).toEqual([COUNTS]);
      expect(promisesAt(programmes, DELAY_MS + 2_000, facts)).toBeUndefined();
    }
  });

  it('gone with a call that is held, by the delay later as its picture', () => {
    const programmes = confirmed();
    const held = { ...late, call: callIn('held') };
    expect(promisesAt(programmes, DELAY_MS + 1_000)).toEqual([COUNTS]);
    expect(promisesAt(programmes, DELAY_MS + 2_000, held)).toEqual([COUNTS]);
    expect(promisesAt(programmes, 2 * DELAY_MS + 2_000, held)).toBeUndefined();
  });
});
