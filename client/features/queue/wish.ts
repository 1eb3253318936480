/** What a moderator wants to see of the queue, kept on this browser over reloads. */
import * as z from 'zod/mini';
import {
  CONSENT_SCOPES,
  type ConsentScope,
  Lane,
  Participation,
  Presence,
  TICKET_STATES,
} from '../../../shared/states.ts';
import { recall, remember } from '../../ui/memory.ts';
import { OPTIONAL, SHOWN_AT_FIRST } from './columns.ts';

export const SCOPES = ['waiting', 'active', 'ended', 'all'] as const;
export type Scope = (typeof SCOPES)[number];

/** `call`: given; `-call`: not given. */
const CONSENT_WISHES = CONSENT_SCOPES.flatMap((scope) => [scope, `-${scope}`] as const);
export type ConsentWish = ConsentScope | `-${ConsentScope}`;

/** Anything that no longer fits (another version wrote it) falls back to nothing chosen. */
const someOf = <Item extends z.ZodMiniType>(item: Item) => z.catch(z.array(item), []);

/** Rows fit when each list that is not empty has theirs; a consent wish must hold, each of them. */
export const Filter = z.object({
  states: someOf(z.enum(TICKET_STATES)),
  /** `''`: none yet. */
  categories: someOf(z.string()),
  lanes: someOf(Lane),
  participation: someOf(Participation),
  presence: someOf(Presence),
  consents: someOf(z.enum(CONSENT_WISHES as [ConsentWish, ...ConsentWish[]])),
});
export type Filter = z.infer<typeof Filter>;
export const NO_FILTER: Filter = Filter.parse({});

export const Wish = z.object({
  scope: z.catch(z.enum(SCOPES), 'waiting'),
  search: z.catch(z.string(), ''),
  filter: z.catch(Filter, NO_FILTER),
  columns: z.catch(z.array(z.enum(OPTIONAL)), [...SHOWN_AT_FIRST]),
});
export type Wish = z.infer<typeof Wish>;

export const isFiltering = (filter: Filter): boolean => Object.values(filter).some((chosen) => chosen.length > 0);

const placeOf = (personId: string) => `directline.queue.${personId}`;

export function recallWish(personId: string): Wish {
  try {
    return Wish.parse(JSON.parse(recall(placeOf(personId)) ?? '{}'));
  } catch {
    return Wish.parse({});
  }
}

export const keepWish = (personId: string, wish: Wish): void => remember(placeOf(personId), JSON.stringify(wish));
