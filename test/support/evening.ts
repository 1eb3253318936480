/** An evening with its people connected, and the way of a ticket through it over the real doors. */
import type { HttpClient } from './clients.ts';
import { joinInput, newPhone, SocketClient, signInPhone, signInStaff } from './clients.ts';

export const SESSION = 'demo';
export const SEAT = 'seat-1';

export interface Resident {
  readonly http: HttpClient;
  readonly socket: SocketClient;
  readonly ticketId: string;
  readonly number: number;
}

export interface Evening {
  readonly origin: string;
  readonly moderator: SocketClient;
  readonly aide: SocketClient;
  readonly screen: SocketClient;
}

/** The demo's evening, live, with its desks connected. */
export async function startEvening(origin: string): Promise<Evening> {
  const moderator = await connectAs(origin, 'moderator');
  await moderator.call('session.start', { sessionId: SESSION });
  const aide = await connectAs(origin, 'aide');
  const screen = await connectAs(origin, 'official');
  return { origin, moderator, aide, screen };
}

/** A desk of its role's demo account. */
export async function connectAs(origin: string, as: 'moderator' | 'aide' | 'official'): Promise<SocketClient> {
  const http = await signInStaff(origin, as === 'official' ? 'leader' : as);
  return connectDesk(http, as);
}

export const connectDesk = (http: HttpClient, as: 'moderator' | 'aide' | 'official'): Promise<SocketClient> =>
  SocketClient.connect(http, as === 'official' ? { as, sessionId: SESSION, seatId: SEAT } : { as, sessionId: SESSION });

/** Somebody with a number whose page is in the waiting room. */
export async function arrive(
  origin: string,
  options: {
    name?: string;
    participation?: 'video' | 'audio' | 'phone';
    enter?: boolean;
    broadcast?: boolean;
    beating?: boolean;
  } = {},
): Promise<Resident> {
  const { name = '李秀英', participation = 'video', enter = true, broadcast = true, beating = true } = options;
  const http = await signInPhone(origin, newPhone());
  const input = joinInput(SESSION, name);
  const { ticketId, number } = await http.call('ticket.take', { ...input, consent: { ...input.consent, broadcast } });
  const socket = await SocketClient.connect(http, { as: 'citizen', sessionId: SESSION, ticketId }, { beating });
  if (enter) await socket.call('ticket.enter', { ticketId, participation });
  return { http, socket, ticketId, number };
}

/** Into the green room, answered unless told otherwise. */
export async function screenIn({ moderator }: Evening, resident: Resident, answer = true): Promise<void> {
  const { ticketId } = resident;
  await moderator.call('queue.call', { sessionId: SESSION, ticketId, reason: '试线' });
  if (answer) await resident.socket.call('ticket.answer', { ticketId });
}

export const approval = (ticketId: string) => ({
  sessionId: SESSION,
  ticketId,
  subject: '石桥村路灯维修',
  publicName: '石桥村李女士',
  categoryCode: 'C0101',
});

/** From the waiting room onto the deck. */
export async function deck(evening: Evening, resident: Resident): Promise<void> {
  const { ticketId } = resident;
  await screenIn(evening, resident);
  await evening.moderator.call('ticket.approve', approval(ticketId));
  await evening.moderator.call('ticket.toDeck', { sessionId: SESSION, ticketId, seatId: SEAT });
}

/** From the waiting room onto the stage; answers the call's id. */
export async function putThrough(evening: Evening, resident: Resident): Promise<string> {
  await deck(evening, resident);
  const { ticketId } = resident;
  return (await evening.moderator.call('call.putThrough', { sessionId: SESSION, ticketId })).callId;
}

export async function endCall({ moderator }: Evening, callId: string): Promise<void> {
  const ending = { outcome: 'answered', note: '', whereTo: null, unitId: null } as const;
  await moderator.call('call.end', { sessionId: SESSION, callId, ...ending });
}
