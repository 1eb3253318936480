/** What this phone holds: numbers that are not at their end, and places on waiting lists (Q7: several people may share one). */
import { citizenMe } from '../../../shared/actions/people.ts';
import { TICKET_ENDS } from '../../../shared/states.ts';
import { useQuery } from '../../api/use-query.ts';

export function useOwn() {
  const { data } = useQuery(citizenMe, {});
  const tickets = (data?.tickets ?? []).filter(({ state }) => !(TICKET_ENDS as readonly string[]).includes(state));
  return { tickets, listed: data?.listed ?? [] };
}
export type Own = ReturnType<typeof useOwn>;

/** Of one evening, or of all others. */
export const ownOf = (own: Own, isIt: (sessionId: string) => boolean): Own => ({
  tickets: own.tickets.filter(({ sessionId }) => isIt(sessionId)),
  listed: own.listed.filter(({ sessionId }) => isIt(sessionId)),
});
