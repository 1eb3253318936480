/** From cookies to actors: sign-ins are looked up in the store on every request, so that signing out ends them at once. */
import { writesCaptions } from '../../shared/helpers.ts';
import { actsAs, holdsForOthers } from '../../shared/roles.ts';
import type { HelperRecord } from '../domain/calls/helpers.ts';
import { holds } from '../domain/people/holding.ts';
import type { Actor } from '../domain/people/types.ts';
import type { Secrets } from '../services/ports/secrets.ts';
import type { SignInRecord, Store } from '../services/ports/store.ts';
import { tokenFrom } from './cookies.ts';

export interface WhoAsks {
  readonly anyone: Actor;
  readonly citizen: Extract<Actor, { kind: 'citizen' }> | null;
  readonly staff: Extract<Actor, { kind: 'staff' }> | null;
  /** By a guest link that was not taken back (C14). */
  readonly helper: Extract<Actor, { kind: 'helper' }> | null;
  readonly signIns: Readonly<Record<'staff' | 'citizen', SignInRecord | null>>;
}

export interface IdentifyDeps {
  readonly store: Store;
  readonly secrets: Secrets;
  readonly secure: boolean;
  readonly clock: () => number;
}

/** This installation serves one county's name; rows of several may be in the store. */
export function createIdentify({ store, secrets, secure, clock }: IdentifyDeps) {
  let countyId: string | undefined;
  return async (cookieHeader: string | undefined, address: string): Promise<WhoAsks> => {
    countyId ??= (await store.read.firstCounty()).id;
    const signInOf = async (kind: 'staff' | 'citizen') => {
      const token = tokenFrom(cookieHeader, kind, secure);
      return token === null ? null : store.read.signIn(secrets.hash(token), clock());
    };
    const secret = tokenFrom(cookieHeader, 'guest', secure);
    const [staffSignIn, citizenSignIn, helper] = await Promise.all([
      signInOf('staff'),
      signInOf('citizen'),
      secret === null ? null : store.read.helperByLink(secrets.hash(secret)),
    ]);
    const account = staffSignIn?.personId ? await store.read.accountOf(staffSignIn.personId) : null;
    return {
      anyone: { kind: 'anyone', countyId, address },
      citizen: citizenSignIn?.phoneId
        ? { kind: 'citizen', countyId: citizenSignIn.countyId, phoneId: citizenSignIn.phoneId, address }
        : null,
      staff: account
        ? {
            kind: 'staff',
            countyId: account.countyId,
            personId: account.personId,
            displayName: account.displayName,
            unitId: account.unitId,
            roles: account.roles,
            address,
          }
        : null,
      helper: helper?.removedAt === null ? helperActor(helper, address) : null,
      signIns: { staff: staffSignIn, citizen: citizenSignIn },
    };
  };
}

const helperActor = (
  { id, countyId, kind, sessionId, seatId, name }: HelperRecord,
  address: string,
): Extract<Actor, { kind: 'helper' }> => ({
  ...{ kind: 'helper', countyId, helperId: id, helperKind: kind, sessionId, seatId, name, address },
});

/** Of the actors that a browser may be, the one that an action is for; the table decides whether that is enough. */
export function actorFor(who: WhoAsks, takes: readonly string[]): Actor {
  const staff = new Set<string>(who.staff ? actsAs(who.staff.roles) : []);
  if (who.staff && takes.some((one) => staff.has(one))) return who.staff;
  if (who.citizen && takes.includes('citizen')) return who.citizen;
  const isHelper =
    takes.includes('helper') || (takes.includes('captions') && who.helper && writesCaptions(who.helper.helperKind));
  if (who.helper && isHelper) return who.helper;
  if (takes.includes('anyone')) return who.citizen ?? who.staff ?? who.anyone;
  return who.staff ?? who.citizen ?? who.anyone;
}

/**
 * Who of this browser holds a ticket: an officer's device may be signed in with a phone too (Q7). `null` where that is not
 * in question, or nobody does.
 */
export const createHolderOf =
  (store: Store) =>
  async ({ staff, citizen }: WhoAsks, ticketId: unknown): Promise<Actor | null> => {
    if (!staff || !holdsForOthers(staff.roles) || !citizen || typeof ticketId !== 'string') return null;
    const ticket = await store.read.ticket(ticketId);
    const person = ticket && (await store.read.person(ticket.personId));
    return [staff, citizen].find((one) => ticket && holds(one, ticket, person)) ?? null;
  };
