import type { SessionCard } from '../../../shared/actions/public.ts';

/** How the published ratio is said: with its figures, unless one lane goes before the other altogether (Q2). */
export function policyText({ booked, walkIn }: SessionCard['ratio']) {
  if (booked === 0) return 'session.policy1WalkIn';
  return walkIn === 0 ? 'session.policy1Booked' : 'session.policy1';
}
