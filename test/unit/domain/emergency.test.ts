import { describe, expect, it } from 'vitest';
import {
  accept,
  called,
  close,
  type EmergencyRecord,
  ESCALATE_AFTER_MS,
  escalate,
  headOf,
} from '../../../server/domain/emergencies/emergency.ts';

const NOW = 1_000_000;
const by = (byId: string, at = NOW) => ({ at, byId, byName: `主持人 ${byId}` });
const raised: EmergencyRecord = {
  id: 'e1',
  countyId: 'c',
  sessionId: 's1',
  ticketId: 't1',
  number: 12,
  caseId: 'k1',
  said: '不想活了',
  raised: by('a'),
  accepted: null,
  escalatedAt: null,
  steps: [],
  closed: null,
};
const closed: EmergencyRecord = { ...raised, closed: { ...by('b'), outcome: 'calmed', note: '' } };

describe('[C9] a threat to life', () => {
  it('is accepted by another desk, and the second is told who was first', () => {
    expect(accept(raised, by('a'))).toEqual({ ok: false, code: 'FORBIDDEN' });
    const accepted = accept(raised, by('b'));
    expect(accepted).toMatchObject({ ok: true, state: { accepted: by('b') } });
    expect(accept({ ...raised, accepted: by('b') }, by('c'))).toEqual({
      ok: false,
      code: 'STALE',
      details: { byName: '主持人 b' },
    });
  });

  it('keeps each call for help in order, and its end with what became of it', () => {
    const first = called(raised, 'police', by('a'));
    const second = first.ok ? called(first.state, 'ambulance', by('b', NOW + 1)) : first;
    expect(second).toMatchObject({ state: { steps: [{ whom: 'police' }, { whom: 'ambulance', byId: 'b' }] } });
    expect(close(raised, by('b'), 'handedOver', '民警已到')).toMatchObject({
      ok: true,
      state: { closed: { outcome: 'handedOver', note: '民警已到', byId: 'b' } },
    });
  });

  it('takes nothing any more once it is closed', () => {
    const wrong = { ok: false, code: 'WRONG_STATE', details: { state: 'closed' } };
    expect(accept(closed, by('b'))).toEqual(wrong);
    expect(called(closed, 'fire', by('b'))).toEqual(wrong);
    expect(close(closed, by('b'), 'other', '')).toEqual(wrong);
  });

  it('goes to the duty phone once, after half a minute in which nobody took care of it', () => {
    const due = NOW + ESCALATE_AFTER_MS;
    expect(escalate(raised, due - 1)).toBeNull();
    expect(escalate(raised, due)?.escalatedAt).toBe(due);
    for (const one of [closed, { ...raised, accepted: by('b') }, { ...raised, escalatedAt: due }])
      expect(escalate(one, due + 1)).toBeNull();
  });

  it('[T5] tells the desks nothing that the person said', () => {
    expect(JSON.stringify(headOf(raised))).not.toContain('不想活');
  });
});
