import type { SessionCard } from '../../../shared/actions/public.ts';

type Ranked = Pick<SessionCard, 'state' | 'admitting' | 'startsAt'>;

const rankOf = ({ state, admitting }: Ranked): number => (admitting ? 0 : state === 'scheduled' ? 2 : 1);

/** What one can take part in now comes first, then what runs, then by time. Of sessions that are not over. */
export const byInterest = (a: Ranked, b: Ranked): number => rankOf(a) - rankOf(b) || a.startsAt - b.startsAt;
