import { expect, test } from 'vitest';
import { ELSEWHERE_AFTER_MS, ringsElsewhere } from '../../../client/features/emergency/elsewhere.ts';
import type { EmergencyHead } from '../../../shared/emergency.ts';

const by = (byId: string) => ({ at: 1000, byId, byName: byId });
const head = (facts: Partial<EmergencyHead> = {}): EmergencyHead => ({
  id: 'em',
  sessionId: 'there',
  ticketId: 'tk',
  number: 7,
  raised: by('other'),
  accepted: null,
  escalatedAt: null,
  steps: [],
  ...facts,
});
const LATER = 1000 + ELSEWHERE_AFTER_MS;

test('[C9] an emergency of another evening rings here once nobody there took it, and stays with whoever took it from here', () => {
  const rings = (facts: Partial<EmergencyHead>, now = LATER) =>
    ringsElsewhere([head(facts)], 'here', 'me', now).length === 1;
  expect(rings({}, LATER - 1)).toBe(false);
  expect(rings({})).toBe(true);
  // The desk's own evening tells it by itself.
  expect(rings({ sessionId: 'here' })).toBe(false);
  expect(rings({ accepted: by('other') })).toBe(false);
  expect(rings({ accepted: by('me') })).toBe(true);
});
