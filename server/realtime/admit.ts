/** Whether a socket may connect as what it says; who it is comes from its cookies alone. */
import { Refusal } from '../../shared/errors.ts';
import type { Handshake } from '../../shared/handshake.ts';
import { actsAs, holdsForOthers, mayBeOnDuty } from '../../shared/roles.ts';
import { isEveningOver } from '../domain/calls/helpers.ts';
import type { PeerIdentity } from '../domain/calls/media-types.ts';
import { holds } from '../domain/people/holding.ts';
import type { Actor } from '../domain/people/types.ts';
import { leaderSeats } from '../domain/queue/lines.ts';
import type { Reader, SignInRecord } from '../services/ports/store.ts';

/** The actors that a request's cookies give; a browser may carry both. */
export interface Identified {
  readonly anyone: Actor;
  readonly citizen: Extract<Actor, { kind: 'citizen' }> | null;
  readonly staff: Extract<Actor, { kind: 'staff' }> | null;
  readonly helper: Extract<Actor, { kind: 'helper' }> | null;
  readonly signIns: Readonly<Record<'staff' | 'citizen', RestsOn | null>>;
}

/** A sign-in, by the hash of its token. */
export type RestsOn = Pick<SignInRecord, 'tokenHash' | 'expiresAt'>;

export interface Admitted {
  readonly actor: Actor;
  readonly identity: PeerIdentity;
  /** The sign-in that the connection rests on and ends with. */
  readonly signIn: RestsOn | null;
}

/** Throws `NOT_SIGNED_IN`, `FORBIDDEN`, `NOT_FOUND` or `GUEST_LINK_OVER`. */
export async function admit(as: Handshake, who: Identified, read: Reader): Promise<Admitted> {
  if (as.as === 'check') {
    return {
      actor: who.anyone,
      signIn: null,
      identity: { ...nobody, key: `check:${as.clientId}`, sessionId: `check:${as.clientId}`, role: 'check' },
    };
  }
  const session = await read.session(as.sessionId);
  if (!session) throw new Refusal('NOT_FOUND');
  switch (as.as) {
    case 'audience': {
      // Not open to the public: the page may know the session's state, and C7 gives it no media.
      return {
        actor: who.anyone,
        signIn: null,
        identity: { ...nobody, key: `audience:${as.clientId}`, sessionId: session.id, role: 'audience' },
      };
    }
    case 'citizen': {
      const officer = who.staff && holdsForOthers(who.staff.roles) ? who.staff : null;
      if (!who.citizen && !officer) throw new Refusal('NOT_SIGNED_IN');
      const ticket = await read.ticket(as.ticketId);
      if (ticket?.sessionId !== session.id) throw new Refusal('NOT_FOUND');
      const person = await read.person(ticket.personId);
      const holder = [who.citizen, officer].find((actor) => actor && holds(actor, ticket, person));
      if (!holder) throw new Refusal('NOT_FOUND');
      return {
        actor: holder,
        signIn: who.signIns[holder.kind],
        identity: {
          ...nobody,
          key: `ticket:${ticket.id}`,
          sessionId: session.id,
          role: 'citizen',
          ticketId: ticket.id,
        },
      };
    }
    case 'helper': {
      const { helper } = who;
      if (!helper) throw new Refusal('NOT_SIGNED_IN');
      if (helper.sessionId !== session.id) throw new Refusal('NOT_FOUND');
      if (isEveningOver(session)) throw new Refusal('GUEST_LINK_OVER');
      const { helperId: id, helperKind: kind, seatId } = helper;
      return {
        actor: helper,
        signIn: null,
        identity: {
          ...{ ...nobody, key: `helper:${id}`, sessionId: session.id, role: 'helper' },
          ...{ seatId, helper: { id, kind } },
        },
      };
    }
    case 'duty': {
      const staff = who.staff;
      if (!staff) throw new Refusal('NOT_SIGNED_IN');
      const room = session.seats.find((seat) => seat.id === as.seatId)?.room;
      if (staff.countyId !== session.countyId || !room) throw new Refusal('NOT_FOUND');
      if (!mayBeOnDuty(staff, room)) throw new Refusal('FORBIDDEN');
      return {
        actor: staff,
        signIn: who.signIns.staff,
        identity: roomIdentity(session.id, as.seatId, staff.personId),
      };
    }
    case 'moderator':
    case 'aide':
    case 'official': {
      const staff = who.staff;
      if (!staff) throw new Refusal('NOT_SIGNED_IN');
      if (staff.countyId !== session.countyId) throw new Refusal('NOT_FOUND');
      if (!actsAs(staff.roles).has(as.as)) throw new Refusal('FORBIDDEN');
      const seatId = as.as === 'official' ? (as.seatId ?? leaderSeats(session)[0]?.id ?? null) : null;
      if (as.as === 'official' && !session.seats.some((seat) => seat.id === seatId)) throw new Refusal('NOT_FOUND');
      const isOfRoom = as.as === 'official' && session.seats.some((seat) => seat.id === seatId && seat.room);
      // A department's room has a desk of its own, which is its screen.
      if (isOfRoom) throw new Refusal('NOT_FOUND');
      // One screen per seat; a member of staff may have several desks open, so a desk's key has its page in it.
      const key =
        as.as === 'official' ? `official:${session.id}:${seatId}` : `${as.as}:${staff.personId}:${as.clientId}`;
      return {
        actor: staff,
        signIn: who.signIns.staff,
        identity: { key, sessionId: session.id, role: as.as, ticketId: null, seatId, personId: staff.personId },
      };
    }
  }
}

/** To media the desk of a department's room is the meeting room of that seat. */
const roomIdentity = (sessionId: string, seatId: string, personId: string): PeerIdentity => ({
  key: `official:${sessionId}:${seatId}`,
  sessionId,
  role: 'official',
  ticketId: null,
  seatId,
  personId,
});

const nobody = { ticketId: null, seatId: null, personId: null } as const;
