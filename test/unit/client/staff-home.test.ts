/** Which session and which doors a member of staff finds at home. */
import { describe, expect, it } from 'vitest';
import { inOrder } from '../../../client/pages/staff/session-order.ts';
import { actsAs, readsCases } from '../../../shared/roles.ts';
import type { SessionState } from '../../../shared/states.ts';

const NOW = 1_000_000;
const session = (state: SessionState, startsAt: number, endsAt = startsAt + 100) => ({ state, startsAt, endsAt });

describe('sessions', () => {
  it('that run come first, then those to come by their time', () => {
    const [later, lobby, live] = [
      session('scheduled', NOW + 10),
      session('lobby', NOW - 50),
      session('live', NOW - 90),
    ];
    expect(inOrder([later, lobby, live], NOW)).toEqual([live, lobby, later]);
  });

  it('that never began are over once their time has passed', () => {
    const [missed, next] = [session('scheduled', NOW - 900), session('scheduled', NOW + 900)];
    expect(inOrder([missed, next], NOW)).toEqual([next]);
    expect(inOrder([missed, session('ended', NOW - 500), session('cancelled', NOW - 700)], NOW)[0]?.state).toBe(
      'ended',
    );
  });
});

describe('[T1] doors', () => {
  it('are those of the own roles and of the ones stood in for', () => {
    expect([...actsAs(['aide'])]).toEqual(['aide', 'official']);
    expect([...actsAs(['administrator'])]).toEqual(['administrator', 'moderator', 'aide', 'official']);
    expect([...actsAs(['official', 'caseworker'])]).toEqual(['official', 'caseworker']);
  });

  it('lead to cases for those alone who may read some', () => {
    expect(readsCases(['villageOfficer'])).toBe(false);
    expect(readsCases(['official'])).toBe(true);
    expect(readsCases(['administrator'])).toBe(true);
    expect(readsCases(['caseworker', 'official'])).toBe(true);
  });
});
