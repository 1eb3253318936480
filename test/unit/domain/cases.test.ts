import { describe, expect, it } from 'vitest';
import type { GoneOn } from '../../../server/domain/cases/loop.ts';
import * as cases from '../../../server/domain/cases/transitions.ts';
import type { CaseFacts, CaseRecord } from '../../../server/domain/cases/types.ts';
import { CASE_STATES, OUTCOMES, WITH_UNIT } from '../../../shared/states.ts';
import { accepted, caseRecord, STARTS_AT } from './fixtures.ts';

const NOW = STARTS_AT;
const OVER = ['closed', 'refused', 'merged', 'withdrawn'];
const TO_U1 = { unitId: 'u1', whereTo: '法院', isShared: false };

describe('[K1] a case', () => {
  it('is registered with its ticket and call, of nobody yet', () => {
    const { id, countyId, number, kind, subject, more, placeName, categoryCode, personId, ticketId, callId } =
      caseRecord();
    const facts = { id, countyId, number, kind, subject, more, placeName, categoryCode, personId, ticketId, callId };
    const limits = { startsAt: NOW, acknowledgeBy: NOW + 1, dispatchBy: NOW + 2, dueAt: NOW + 3 };
    expect(cases.openCase(facts, NOW, limits)).toMatchObject({
      ...facts,
      state: 'submitted',
      channel: 'directLine',
      mainUnitId: null,
      handledBy: [],
      level: 0,
      dueAt: NOW + 3,
      limits: { startsAt: NOW, acknowledgeBy: NOW + 1, dispatchBy: NOW + 2 },
      openedAt: NOW,
      version: 0,
    });
  });

  it('keeps its number and its person through all that happens to it', () => {
    for (const outcome of OUTCOMES) {
      const { id, number, personId, ticketId } = caseRecord();
      const after = accepted(cases.settle(caseRecord(), outcome, TO_U1, NOW)).state;
      expect(after).toMatchObject({ id, number, personId, ticketId });
    }
  });

  it('takes kind and category until it is over', () => {
    for (const state of CASE_STATES) {
      const decision = cases.categorise(caseRecord({ state }), 'complain', 'city.heat', NOW);
      if (OVER.includes(state)) {
        expect(decision).toMatchObject({ code: 'WRONG_STATE', details: { state } });
      } else {
        expect(accepted(decision).state).toMatchObject({ state, kind: 'complain', categoryCode: 'city.heat' });
      }
    }
  });

  it('becomes what the outcome of the call says', () => {
    const settled = (outcome: (typeof OUTCOMES)[number]) =>
      accepted(cases.settle(caseRecord(), outcome, TO_U1, NOW)).state;
    expect(settled('answered').state).toBe('replied');
    const rating = { solved: 1, attitude: 1, speed: 1, comment: '', at: NOW - 1 };
    const again = caseRecord({ state: 'reopened', rating });
    expect(accepted(cases.settle(again, 'answered', TO_U1, NOW)).state).toMatchObject({
      state: 'replied',
      rating: null,
    });
    expect(settled('dispatched')).toMatchObject({ state: 'dispatched', mainUnitId: 'u1' });
    expect(settled('outOfScope').state).toBe('refused');
    expect(settled('promised')).toEqual(caseRecord());
    expect(settled('failed')).toEqual(caseRecord());
    expect(cases.settle(caseRecord(), 'dispatched', { ...TO_U1, unitId: null, whereTo: null }, NOW)).toMatchObject({
      code: 'OUTCOME_MISSING',
    });
  });

  it('[K6] that others’ cases were merged into is refused by no call that is out of scope', () => {
    const shared = { ...TO_U1, isShared: true };
    expect(accepted(cases.settle(caseRecord(), 'outOfScope', shared, NOW)).state).toEqual(caseRecord());
    expect(accepted(cases.settle(caseRecord(), 'answered', shared, NOW)).state.state).toBe('replied');
  });

  it('goes on in a later call of the same person, until it is over', () => {
    const { personId } = caseRecord();
    for (const state of CASE_STATES) {
      const record = caseRecord({ state });
      if (OVER.includes(state)) expect(cases.join(record, personId, NOW)).toMatchObject({ code: 'WRONG_STATE' });
      else expect(accepted(cases.join(record, personId, NOW)).state).toEqual(record);
      expect(cases.join(record, 'somebody else', NOW)).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('that a promise has dispatched already stays with its unit', () => {
    const dispatched = caseRecord({ state: 'dispatched', mainUnitId: 'u7' });
    for (const outcome of OUTCOMES) {
      expect(accepted(cases.settle(dispatched, outcome, TO_U1, NOW)).state).toEqual(dispatched);
    }
  });
});

describe('[C8] a promise', () => {
  const facts = {
    id: 'pr1',
    countyId: 'c1',
    caseId: 'case1',
    callId: 'call1',
    wording: 'Pipes are replaced',
    unitId: 'u1',
    dueOn: '2026-11-01',
    seat: null,
    recordedBy: 'm1',
  };
  const record = (changes: Partial<typeof facts> = {}, today = '2026-10-01', isReadBack = false) =>
    cases.recordPromise({ ...facts, ...changes }, today, isReadBack, NOW);
  const over = { state: 'ended' } as const;

  it('counts once the leader confirmed it', () => {
    const noted = accepted(record()).state;
    expect(noted).toEqual({ ...facts, readBackAt: null, confirmedAt: null });
    expect(cases.promiseCounts(noted)).toBe(false);
    const confirmed = accepted(cases.confirmPromise(noted, over, NOW)).state;
    expect(confirmed.confirmedAt).toBe(NOW);
    expect(cases.promiseCounts(confirmed)).toBe(true);
    expect(accepted(cases.confirmPromise(confirmed, over, NOW + 9)).state).toEqual(confirmed);
  });

  it('is read back to the citizen before it counts, as long as they are there', () => {
    const noted = accepted(record()).state;
    for (const state of ['live', 'held'] as const) {
      const early = cases.confirmPromise(noted, { state }, NOW);
      expect(early).toMatchObject({ code: 'WRONG_STATE', details: { needs: 'readBack' } });
      const read = accepted(cases.readBackPromise(noted, NOW)).state;
      expect(read.readBackAt).toBe(NOW);
      expect(accepted(cases.readBackPromise(read, NOW + 9)).state).toEqual(read);
      expect(accepted(cases.confirmPromise(read, { state }, NOW)).state.confirmedAt).toBe(NOW);
    }
    // Said aloud as it was written down.
    const said = accepted(record({}, '2026-10-01', true)).state;
    expect(accepted(cases.confirmPromise(said, { state: 'live' }, NOW)).state.confirmedAt).toBe(NOW);
  });

  it('is withdrawn while it is a note, and stays once it counts', () => {
    const noted = accepted(record()).state;
    expect(accepted(cases.withdrawPromise(noted)).state).toEqual(noted);
    const confirmed = accepted(cases.confirmPromise(noted, over, NOW)).state;
    expect(cases.withdrawPromise(confirmed)).toMatchObject({ code: 'WRONG_STATE', details: { state: 'confirmed' } });
  });

  it('is due today at the earliest, on a day that exists', () => {
    expect(record({ dueOn: '2026-10-01' }).ok).toBe(true);
    for (const dueOn of ['2026-09-30', '2026-02-30', '2026-13-01', 'soon']) {
      expect(record({ dueOn })).toMatchObject({ code: 'BAD_INPUT', details: { issues: [{ path: 'dueOn' }] } });
    }
    expect(record({ dueOn: '2028-02-29' }).ok).toBe(true);
  });

  describe('moves its case to the unit', () => {
    const DUE = NOW + 9 * 86_400_000;
    const GONE = { startsAt: NOW + 5, dueAt: NOW + 7_200_000 };
    const promised = (change: Parameters<typeof caseRecord>[0]) =>
      accepted(cases.promised(caseRecord(change), 'u1', DUE, GONE, NOW)).state;

    it('[K3] [K4] whose clock goes on, and of whom no more time is asked', () => {
      const extension = { days: 5, reason: '等配件', at: NOW, byPersonId: 'm1' };
      for (const state of ['waitingForCitizen', 'suspended'] as const) {
        const with1 = { state, mainUnitId: 'u2', coUnitIds: ['u1'], stoppedAt: NOW - 9, extension, dueAt: NOW };
        expect(promised(with1)).toMatchObject({
          ...{ state: 'dispatched', promised: true, mainUnitId: 'u1', coUnitIds: [] },
          ...{ stoppedAt: null, extension: null, dueAt: DUE },
          limits: { startsAt: GONE.startsAt },
        });
      }
      expect(promised({ state: 'inProgress', mainUnitId: 'u1', coUnitIds: ['u2'] }).coUnitIds).toEqual(['u2']);
    });

    describe('that an earlier one has given already', () => {
      const FIRST = NOW + 4 * 86_400_000;
      const gone = { startsAt: NOW, dueAt: FIRST };
      const second = (change: Partial<CaseRecord>, unitId = 'u2', dueAt = DUE, its: GoneOn = gone) =>
        accepted(
          cases.promised(
            caseRecord({
              ...{ state: 'dispatched', mainUnitId: 'u1', promised: true, dueAt: its.dueAt },
              ...change,
            } as Partial<CaseFacts>),
            unitId,
            dueAt,
            its,
            NOW,
          ),
        ).state;
      const both = { state: 'dispatched', promised: true, mainUnitId: 'u1', coUnitIds: ['u2'], dueAt: FIRST };

      it('beside which another works, by the earlier date', () => {
        for (const state of WITH_UNIT.filter((one) => one !== 'handBackAsked'))
          expect(second({ state } as Partial<CaseRecord>)).toMatchObject(both);
        expect(second({ coUnitIds: ['u3', 'u2'] }).coUnitIds).toEqual(['u3', 'u2']);
        expect(second({}, 'u2', NOW + 86_400_000)).toMatchObject({ ...both, dueAt: NOW + 86_400_000 });
        expect(second({}).handledBy).toEqual(['u1']);
        const kept = { state: 'inProgress', mainUnitId: 'u1', promised: true, aboutUnitIds: ['u2'] } as const;
        expect(cases.promised(caseRecord(kept), 'u2', DUE, gone, NOW)).toMatchObject({ code: 'COMPLAINS_OF' });
      });

      it('which gets both itself, by the earlier date', () => {
        expect(second({ coUnitIds: ['u3'] }, 'u1')).toMatchObject({ ...both, coUnitIds: ['u3'] });
      });

      it('[K3] by what the earlier date became, when its clock stood still or more time was given', () => {
        const later = { startsAt: NOW, dueAt: DUE - 9 };
        expect(
          second({ state: 'suspended', reason: '停工', at: NOW, stoppedAt: NOW - 9 }, 'u2', DUE, later),
        ).toMatchObject({
          ...{ ...both, dueAt: DUE - 9, stoppedAt: null },
        });
      });

      it('by its own date alone, once the earlier one is over', () => {
        const over = { startsAt: NOW - 9, dueAt: NOW };
        expect(second({}, 'u2', DUE, over)).toMatchObject({ ...both, dueAt: DUE });
      });

      it('as a first one does, once it was answered or reopened', () => {
        for (const state of ['replied', 'followedUp', 'reopened', 'readByLeader'] as const) {
          const mainUnitId = state === 'replied' || state === 'followedUp' ? 'u1' : null;
          const again = second({ state, at: NOW, mainUnitId } as Partial<CaseRecord>);
          expect(again).toMatchObject({ state: 'dispatched', mainUnitId: 'u2', coUnitIds: [], dueAt: DUE });
        }
      });

      it('[K4] and which was taken from it since: the date holds', () => {
        const taken = second({ state: 'accepted', mainUnitId: null });
        expect(taken).toMatchObject({ mainUnitId: 'u2', coUnitIds: [], dueAt: FIRST });
      });
    });

    it('[K3] by the hours of an urgent matter, where they are over before, until it is answered', () => {
      expect(promised({ urgency: 'danger' }).dueAt).toBe(GONE.dueAt);
      expect(promised({ urgency: null }).dueAt).toBe(DUE);
      expect(promised({ urgency: 'danger', state: 'replied' }).dueAt).toBe(DUE);
    });
  });

  it('has a wording', () => {
    expect(record({ wording: ' ' })).toMatchObject({ code: 'BAD_INPUT', details: { issues: [{ path: 'wording' }] } });
  });
});
