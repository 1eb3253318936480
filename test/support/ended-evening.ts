/** An evening that is over: one call that may be told, one whose person said no, and somebody whose turn did not come. */
import type { CallRecord } from '../../server/domain/calls/types.ts';
import type { TicketRecord } from '../../server/domain/queue/types.ts';
import type { SessionRecord } from '../../server/domain/sessions/types.ts';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import type { TestApp } from './app.ts';
import { type HttpClient, joinInput, signInPhone } from './clients.ts';
import { SEAT } from './evening.ts';
import { callIn, sessionIn } from './records.ts';

export const ENDED = 'se-minutes';

/** `subject`: of the call that may be told, whose person and ticket are answered. */
export async function endedEvening(
  { origin, deps: { store } }: TestApp,
  subject: string,
): Promise<{ teller: HttpClient; tellerTicket: string }> {
  const unitId = (await store.read.units(DEMO_COUNTY_ID))[0]?.id ?? '';
  const now = Date.now();
  const times = { startsAt: now - 60_000, endsAt: now + 60_000 };
  await store.transaction((tx) => tx.saveSession(sessionIn('lobby', { id: ENDED, title: '第七期接访', ...times })));
  const take = async (http: HttpClient, name: string, about: string, broadcast: boolean) => {
    const input = joinInput(ENDED, name);
    const consent = { ...input.consent, broadcast };
    return (await http.call('ticket.take', { ...input, subject: about, consent })).ticketId;
  };
  const teller = await signInPhone(origin);
  const tellerTicket = await take(teller, '欧阳真名', subject, true);
  const silentTicket = await take(await signInPhone(origin), '司马真名', '不想公开的事', false);
  await take(await signInPhone(origin), '诸葛真名', '没有轮到', true);
  const calls = { 'ca-told': tellerTicket, 'ca-silent': silentTicket };
  await store.transaction(async (tx) => {
    for (const [id, ticketId] of Object.entries(calls)) {
      const ticket = await tx.ticket(ticketId);
      if (!ticket) throw new Error('no ticket');
      const approval = { at: now, by: 'demo-moderator' };
      const end = { state: 'done', endedAt: now, outcome: 'promised', whereTo: null } as const;
      await tx.saveTicket({ ...ticket, approval, ...end } as TicketRecord);
      const call = callIn('ended', { id, sessionId: ENDED, ticketId, seatId: SEAT, public: true, startedAt: now });
      await tx.insertCall({ ...call, outcome: 'promised' } as CallRecord);
      const promise = {
        countyId: DEMO_COUNTY_ID,
        caseId: 'none',
        callId: id,
        unitId,
        dueOn: '2027-01-15',
        readBackAt: null,
      };
      const made = { seat: null, recordedBy: '陈立', wording: '月底前修好路灯' };
      await tx.insertPromise({ ...promise, ...made, id: `pr-${id}`, confirmedAt: now });
      await tx.insertPromise({ ...promise, ...made, id: `no-${id}`, wording: '没有确认的话', confirmedAt: null });
    }
    const session = await tx.lockSession(ENDED);
    if (!session) throw new Error('no session');
    await tx.saveSession({ ...session, state: 'ended', endedAt: now } as SessionRecord);
  });
  return { teller, tellerTicket };
}
