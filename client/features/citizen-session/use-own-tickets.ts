/** Numbers that this phone holds and that are not at their end (Q7: several people may share one phone). */
import { citizenMe } from '../../../shared/actions/people.ts';
import { TICKET_ENDS } from '../../../shared/states.ts';
import { useQuery } from '../../api/use-query.ts';

export function useOwnTickets() {
  const { data } = useQuery(citizenMe, {});
  return (data?.tickets ?? []).filter((ticket) => !(TICKET_ENDS as readonly string[]).includes(ticket.state));
}
