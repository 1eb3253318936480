/** Who has the same trouble (Q8), worked out again only when somebody's words, place, category or group changed. */
import {
  type Matter,
  MOST_COMPARED,
  type TroubleGroup,
  type TroubleSaid,
  troubleGroups,
} from '../domain/queue/same-trouble.ts';
import { termsOf } from '../domain/queue/trouble-terms.ts';
import type { TicketRecord } from '../domain/queue/types.ts';

export class TroubleMemo {
  #key = '';
  #groups: readonly TroubleGroup[] = [];

  /** `open`: those that have not ended, by number. */
  of(open: readonly TicketRecord[], troublesSaid: readonly TroubleSaid[]): readonly TroubleGroup[] {
    const compared = open.slice(0, MOST_COMPARED);
    const words = compared.map((one) => [one.id, one.subject, one.more, one.placeName, one.categoryCode]);
    const key = JSON.stringify([words, troublesSaid]);
    if (key === this.#key) return this.#groups;
    const matters = compared.map(
      ({ id, subject, more, placeName, categoryCode }): Matter => ({
        ticketId: id,
        terms: termsOf(`${subject} ${more}`, placeName),
        place: placeName,
        categoryCode,
      }),
    );
    this.#key = key;
    this.#groups = troubleGroups(matters, troublesSaid);
    return this.#groups;
  }
}
