/** C9: a threat to life. Raised at one desk, rung at the others; the call and the queue go on untouched. */

import { Refusal } from '../../shared/errors.ts';
import { actsAs } from '../../shared/roles.ts';
import * as emergencies from '../domain/emergencies/emergency.ts';
import type { PersonRecord } from '../domain/people/types.ts';
import { hasPhone } from '../domain/queue/holders.ts';
import { isOpen } from '../domain/queue/transitions.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import { openOwn } from './call-case-service.ts';
import { type CommandAsked, once, query } from './context.ts';
import type { Reader } from './ports/store.ts';
import { must, notFound, sessionForUpdate, staffOf, ticketOf, writeDown } from './support.ts';
import { nowAt, type WhereNow } from './wording.ts';

export const emergencyHandlers = {
  'emergency.raise': once<'emergency.raise'>(async ({ sessionId, ticketId, said }, asked) => {
    const { tx, now, deps, touched } = asked;
    const session = await sessionForUpdate(tx, sessionId);
    const open = await tx.emergencyOfTicket(ticketId);
    if (open) return { emergencyId: open.id };
    const ticket = await ticketOf(tx, ticketId);
    if (!isOpen(ticket)) throw new Refusal('WRONG_STATE', { state: ticket.state });
    const callId = ticket.state === 'live' ? ticket.callId : null;
    const record = (await tx.casesOfTicket(ticketId))[0] ?? (await openOwn(asked, session, ticket, callId));
    const one: emergencies.EmergencyRecord = {
      id: deps.newId('em'),
      countyId: session.countyId,
      sessionId,
      ticketId,
      number: ticket.number,
      caseId: record.id,
      said,
      raised: by(asked),
      accepted: null,
      escalatedAt: null,
      steps: [],
      closed: null,
    };
    await tx.saveEmergency(one);
    await write(asked, one, 'emergency.raise', said || null);
    const at = now + emergencies.ESCALATE_AFTER_MS;
    await tx.later({ queue: 'emergency.escalate', key: one.id, at, data: { emergencyId: one.id } });
    touched.session(sessionId);
    return { emergencyId: one.id };
  }),

  'emergencies.list': query<'emergencies.list'>(async (_input, { read, actor }) => ({
    emergencies: (await read.openEmergencies(actor.countyId)).map(emergencies.headOf),
  })),

  'emergency.open': once<'emergency.open'>(async ({ emergencyId }, asked) => {
    const { tx, deps, actor } = asked;
    const one = await found(asked, emergencyId);
    const staff = staffOf(actor);
    const as = actsAs(staff.roles);
    const rings = as.has('moderator') || as.has('supervisor');
    if (!rings && one.raised.byId !== staff.personId) throw new Refusal('FORBIDDEN');
    const ticket = await ticketOf(tx, one.ticketId);
    const person = (await tx.person(ticket.personId)) ?? notFound();
    await write(asked, one, 'emergency.open', null);
    return {
      name: person.name,
      publicName: ticket.publicName,
      phone: person.phoneId === null ? null : await tx.phone(person.phoneId),
      at: await whereNow(tx, ticket, person),
      placeName: ticket.placeName,
      subject: ticket.subject,
      said: one.said,
      dutyPhone: deps.settings.dutyPhone,
      caseId: one.caseId,
    };
  }),

  'emergency.accept': once<'emergency.accept'>((input, asked) =>
    change(asked, input.emergencyId, 'emergency.accept', null, (one) => emergencies.accept(one, by(asked))),
  ),
  'emergency.called': once<'emergency.called'>((input, asked) =>
    change(asked, input.emergencyId, `emergency.called.${input.whom}`, null, (one) =>
      emergencies.called(one, input.whom, by(asked)),
    ),
  ),
  'emergency.close': once<'emergency.close'>(({ emergencyId, outcome, note }, asked) =>
    change(asked, emergencyId, `emergency.close.${outcome}`, note || null, (one) =>
      emergencies.close(one, by(asked), outcome, note),
    ),
  ),
};

/** C9: half a minute, and nobody took care of it. Without a duty phone the desks go on ringing. */
export async function escalateByClock(emergencyId: string, asked: CommandAsked): Promise<void> {
  const { tx, deps, now, touched } = asked;
  const { dutyPhone } = deps.settings;
  const before = await tx.emergency(emergencyId);
  if (!before || dutyPhone === null) return;
  await sessionForUpdate(tx, before.sessionId);
  const one = emergencies.escalate((await tx.emergency(emergencyId)) ?? before, now);
  if (!one) return;
  await tx.saveEmergency(one);
  const ticket = await ticketOf(tx, one.ticketId);
  const person = await tx.person(ticket.personId);
  const phone = person?.phoneId ? await tx.phone(person.phoneId) : null;
  const at = person && (await whereNow(tx, ticket, person));
  const place = at ? nowAt(at, ticket.placeName) : ticket.placeName;
  const fields = { number: String(one.number), place, phone: phone ?? '无' };
  const notice = {
    id: deps.newId('nt'),
    countyId: one.countyId,
    // To the duty phone, not to the person of the ticket.
    ticketId: null,
    phone: dutyPhone,
    template: 'emergency',
    fields,
    at: now,
  };
  await tx.queueNotice(notice);
  await write(asked, one, 'emergency.escalate', null);
  touched.session(one.sessionId);
}

/** Q7: whoever has no phone takes part where the number was taken, and is there once they have come. */
async function whereNow(
  read: Reader,
  { takenBy, entered, countyId }: TicketRecord,
  person: PersonRecord,
): Promise<WhereNow | null> {
  if (takenBy === null || !entered || hasPhone(person)) return null;
  const [account, units] = await Promise.all([read.accountOf(takenBy.id), read.units(countyId)]);
  const unitName = units.find(({ id }) => id === account?.unitId)?.name ?? null;
  return account && { by: takenBy.by, name: account.displayName, unitName };
}

const by = ({ actor, now }: CommandAsked): emergencies.By => {
  const { personId, displayName } = staffOf(actor);
  return { at: now, byId: personId, byName: displayName };
};

async function found({ tx, actor }: CommandAsked, emergencyId: string): Promise<emergencies.EmergencyRecord> {
  const one = await tx.emergency(emergencyId);
  return one?.countyId === actor.countyId ? one : notFound();
}

/** Under the session's lock, so that of two who accept at once one is first. */
async function change(
  asked: CommandAsked,
  emergencyId: string,
  what: string,
  why: string | null,
  decide: (one: emergencies.EmergencyRecord) => ReturnType<typeof emergencies.accept>,
): Promise<Record<string, never>> {
  const { sessionId } = await found(asked, emergencyId);
  await sessionForUpdate(asked.tx, sessionId);
  const one = must(decide(await found(asked, emergencyId)));
  await asked.tx.saveEmergency(one);
  await write(asked, one, what, why);
  asked.touched.session(sessionId);
  return {};
}

/** In the evening's log and in the case (K7). */
const write = (asked: CommandAsked, one: emergencies.EmergencyRecord, what: string, why: string | null) =>
  writeDown(asked, what, {
    sessionId: one.sessionId,
    ticketId: one.ticketId,
    caseId: one.caseId,
    why,
    data: { emergencyId: one.id },
  });
