/** Township terminals: an account and a sign-in of their own, which may take numbers and hold those places, nothing else. */
import { isOver, mayChoose } from '../domain/queue/not-reached.ts';
import { isCalling, isServing } from '../domain/queue/transitions.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import { asTold } from '../domain/queue/undo.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { free, query } from './context.ts';
import type { Reader } from './ports/store.ts';
import { notFound, type Staff, staffOf, writeDown } from './support.ts';

const IN_TURN: readonly string[] = ['screening', 'onDeck', 'live'];

export const terminalHandlers = {
  'terminal.setUp': free<'terminal.setUp'>(async ({ name }, { deps, actor, now, cookies, signedOut, remember }) => {
    const staff = staffOf(actor);
    const before = cookies?.token('staff') ?? null;
    const beforeHash = before === null ? null : deps.secrets.hash(before);
    // A password that nobody knows: the account is reached by this device's sign-in alone.
    const passwordHash = await deps.secrets.hashPassword(deps.secrets.newToken());
    const { token } = await remember<{ token: string }>(async (tx) => {
      const { countyId, unitId } = staff;
      // Two devices are never one terminal.
      await tx.lockCounty(countyId);
      // What was booked at it on an earlier day is still there (Q7).
      const earlier = await tx.idleTerminal(countyId, unitId, name, now);
      const personId = earlier ?? deps.newId('tm');
      if (earlier === null)
        await tx.insertAccount({
          ...{ personId, countyId, unitId, passwordHash },
          userName: personId,
          displayName: name,
          roles: ['terminal'],
        });
      const made = deps.secrets.newToken();
      const expiresAt = now + deps.settings.staffSignInMs;
      await tx.insertSignIn({ tokenHash: deps.secrets.hash(made), countyId, personId, phoneId: null, expiresAt });
      if (beforeHash !== null) await tx.deleteSignIn(beforeHash);
      await writeDown({ tx, actor, now, deps }, 'terminal.setUp', { data: { terminal: personId, name } });
      return { token: made };
    });
    cookies?.set('staff', token, deps.settings.staffSignInMs);
    if (beforeHash !== null) signedOut(beforeHash);
    return { name };
  }),

  'terminals.list': query<'terminals.list'>(async (_input, { read, actor, now }) => {
    const staff = staffOf(actor);
    const [terminals, units, county] = await Promise.all([
      inCareOf(staff, read, now),
      read.units(staff.countyId),
      read.county(staff.countyId),
    ]);
    return {
      zone: (county ?? notFound()).zone,
      terminals: terminals.map(({ personId, displayName, unitId, until, open }) => ({
        terminalId: personId,
        name: displayName,
        unitName: units.find(({ id }) => id === unitId)?.name ?? null,
        until,
        open,
      })),
    };
  }),

  'terminal.end': free<'terminal.end'>(async ({ terminalId }, { deps, actor, now, signedOut, remember }) => {
    const staff = staffOf(actor);
    const { hashes } = await remember<{ hashes: string[] }>(async (tx) => {
      const its = await inCareOf(staff, tx, now);
      const { displayName } = its.find(({ personId }) => personId === terminalId) ?? notFound();
      await writeDown({ tx, actor, now, deps }, 'terminal.end', { data: { terminal: terminalId, name: displayName } });
      return { hashes: await tx.deleteSignInsOf(terminalId) };
    });
    for (const tokenHash of hashes) signedOut(tokenHash);
    return {};
  }),

  'terminal.show': query<'terminal.show'>(async ({ sessionId }, { read, actor, now }) => {
    const { personId, displayName } = staffOf(actor);
    const session = (await read.session(sessionId)) ?? notFound();
    const tickets = await read.ticketsTakenBy(personId, sessionId);
    const booked = isServing(session, now) ? tickets.filter(({ state }) => state === 'booked') : [];
    return {
      name: displayName,
      turns: tickets
        .filter(({ state }) => IN_TURN.includes(state))
        .map((ticket) => ({
          ticketId: ticket.id,
          number: ticket.number,
          publicName: ticket.publicName,
          state: ticket.state,
          called: isCalling(ticket),
        })),
      expected: booked.map(({ id, number, publicName }) => ({ ticketId: id, number, publicName })),
      held: tickets
        .map(asTold)
        .filter((ticket) => isHeldHere(ticket, session, now))
        .map(({ id, number, publicName, state }) => ({ ticketId: id, number, publicName, state })),
    };
  }),
};

/** Nobody of them has another page: waiting, coming back and choosing after the end are done at the terminal. */
const isHeldHere = (ticket: TicketRecord, session: SessionRecord, now: number): boolean =>
  ticket.state === 'waiting' ||
  ticket.state === 'away' ||
  (ticket.state === 'noShow' && isServing(session, now)) ||
  (ticket.state === 'booked' && isOver(session) && mayChoose(ticket, session));

/** An officer cares for those of the own unit. */
async function inCareOf({ countyId, unitId, roles }: Staff, read: Reader, now: number) {
  const terminals = await read.terminals(countyId, now);
  const ofAll = roles.includes('aide') || roles.includes('administrator');
  return ofAll ? terminals : terminals.filter((terminal) => terminal.unitId === unitId);
}
