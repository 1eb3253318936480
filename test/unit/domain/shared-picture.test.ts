import { describe, expect, it } from 'vitest';
import * as pictures from '../../../server/domain/calls/shared-picture.ts';
import * as calls from '../../../server/domain/calls/transitions.ts';
import type { CallRecord } from '../../../server/domain/calls/types.ts';
import { CALL_STATES } from '../../../shared/states.ts';
import { callIn } from './fixtures.ts';

const NOW = 1_000_000;
const PICTURE = { id: 'ph1', from: 'ticket', by: 'desk' } as const;
type Result = ReturnType<typeof pictures.unshare>;
function must(result: Result): CallRecord {
  if (!result.ok) throw new Error(result.code);
  return result.state;
}
const code = (result: Result) => (result.ok ? 'ok' : result.code);
const shown = () => must(pictures.share(callIn('live'), PICTURE, NOW));
const published = () => must(pictures.publish(shown(), 'ph1', true, NOW));

describe('[C13] a picture on the stage', () => {
  it.each(CALL_STATES)('%s: is shown while the call is live alone', (state) => {
    expect(code(pictures.share(callIn(state), PICTURE, NOW))).toBe(state === 'live' ? 'ok' : 'WRONG_STATE');
    expect(pictures.onStageOf({ ...callIn(state), shared: shown().shared })).toEqual(
      state === 'live' ? shown().shared : null,
    );
  });

  it('is one: another takes its place, and is not public for that', () => {
    const other = must(pictures.share(published(), { ...PICTURE, id: 'ph2' }, NOW + 1));
    expect(other.shared).toEqual({ ...PICTURE, id: 'ph2', at: NOW + 1, publicAt: null });
  });

  it('is taken off by a desk; by the citizen where they showed it', () => {
    expect(must(pictures.unshare(shown(), 'desk')).shared).toBeNull();
    expect(code(pictures.unshare(shown(), 'citizen'))).toBe('FORBIDDEN');
    const own = must(pictures.share(callIn('live'), { ...PICTURE, by: 'citizen' }, NOW));
    expect(must(pictures.unshare(own, 'citizen')).shared).toBeNull();
    expect(code(pictures.unshare(callIn('live'), 'desk'))).toBe('WRONG_STATE');
    expect(code(pictures.publish(callIn('live'), 'ph1', true, NOW))).toBe('WRONG_STATE');
  });

  it('goes with every change of the call’s state, and with its seat', () => {
    const ending = { outcome: 'answered', note: '', whereTo: null, unitId: null, promises: 0 } as const;
    expect(must(calls.hold(published(), NOW)).shared).toBeNull();
    expect(must(calls.end(published(), ending, NOW)).shared).toBeNull();
    expect(must(calls.handOver(published(), { seatId: 'b', mayBePublic: true }, [], NOW)).shared).toBeNull();
  });
});

describe('[C13] [C6] the public', () => {
  const now = (ms: number) => ({ delayMs: 10_000, now: NOW + ms });
  it('sees it once the moderator said so of this very one, later by the delay, while the call is shown', () => {
    expect(pictures.isPublicPicture(shown(), true, now(60_000))).toBe(false);
    expect(pictures.isPublicPicture(published(), true, now(9_999))).toBe(false);
    expect(pictures.isPublicPicture(published(), true, now(10_000))).toBe(true);
    expect(pictures.isPublicPicture(published(), false, now(60_000))).toBe(false);
  });
  it('is shown it anew after a cut and after the call was off the programme', () => {
    expect(pictures.unpublished(published()).shared).toEqual(shown().shared);
    expect(
      must(calls.setPublic(must(calls.setPublic(published(), false, NOW)), true, NOW)).shared?.publicAt,
    ).toBeNull();
    expect(must(pictures.publish(published(), 'ph1', false, NOW)).shared?.publicAt).toBeNull();
  });
  it('is not shown another one that took its place meanwhile; taken off is whatever is there', () => {
    const other = must(pictures.share(shown(), { ...PICTURE, id: 'ph2' }, NOW + 1));
    expect(code(pictures.publish(other, 'ph1', true, NOW + 2))).toBe('STALE');
    const itself = must(pictures.publish(other, 'ph2', true, NOW + 2));
    expect(itself.shared?.publicAt).toBe(NOW + 2);
    expect(must(pictures.publish(itself, 'ph1', false, NOW + 3)).shared?.publicAt).toBeNull();
  });
});
