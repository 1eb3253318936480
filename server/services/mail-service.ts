/** Whoever has a number is told by e-mail, too, if they like: an address, a code that confirms it, and its end (T2). */
import { Refusal } from '../../shared/errors.ts';
import { maskMail } from '../domain/people/mask.ts';
import { checkCode, newPhoneCode } from '../domain/people/phone-code.ts';
import { isByPhone } from '../domain/queue/transitions.ts';
import { type CommandAsked, free, once, query } from './context.ts';
import { ticketOf } from './support.ts';
import { dayAndTime } from './wording.ts';

export const mailHandlers = {
  'mail.show': query<'mail.show'>(async ({ ticketId }, { read, deps }) => {
    const mail = await read.ticketMail(ticketId);
    return {
      offered: deps.settings.mail,
      address: mail && maskMail(mail.address),
      confirmed: mail?.confirmedAt != null,
    };
  }),

  'mail.ask': once<'mail.ask'>(async ({ ticketId, address }, asked) => {
    const { tx, deps, now, actor } = asked;
    if (!deps.settings.mail) throw new Refusal('NO_MAIL');
    const { countyId } = await ticketOf(tx, ticketId);
    const before = await tx.lockTicketMail(ticketId);
    const made = newPhoneCode(before?.code ?? null, now);
    // Whoever presses twice uses up nothing: no mail goes out.
    if (!made.ok) throw new Refusal(made.code, made.details);
    await deps.throttle.use('codePerPhone', `mail ${address.toLowerCase()}`);
    await deps.throttle.use('codePerAddress', 'address' in actor ? actor.address : 'system');
    const code = deps.secrets.newCode();
    const { askAgainAt, ...limits } = made.state;
    const endToken = before?.endToken ?? deps.secrets.newToken();
    await tx.saveTicketMail({
      ticketId,
      countyId,
      address,
      confirmedAt: null,
      code: { codeHash: deps.secrets.hash(`${ticketId}:${address}:${code}`), ...limits },
      endToken,
      endHash: deps.secrets.hash(endToken),
    });
    await byMail(asked, ticketId, 'mailCode', { code });
    return { expiresAt: limits.expiresAt, askAgainAt };
  }),

  'mail.confirm': free<'mail.confirm'>(async ({ ticketId, code }, asked) => {
    const { deps, now, actor, remember } = asked;
    await remember<{ confirmed: true }>(async (tx) => {
      await deps.throttle.use('verifyPerAddress', 'address' in actor ? actor.address : 'system');
      const mail = await tx.lockTicketMail(ticketId);
      if (!mail?.code) return { refuse: { code: 'CODE_EXPIRED' } };
      const matches = mail.code.codeHash === deps.secrets.hash(`${ticketId}:${mail.address}:${code}`);
      const decision = checkCode(mail.code, matches, now);
      // What a wrong try leaves behind is kept: the refusal is thrown outside the transaction.
      await tx.saveTicketMail({ ...mail, code: decision.record, confirmedAt: decision.ok ? now : mail.confirmedAt });
      if (!decision.ok) return { refuse: { code: decision.code, details: decision.details } };
      const ticket = await ticketOf(tx, ticketId);
      const session = await tx.session(ticket.sessionId);
      if (session && ticket.state === 'booked') {
        const time = dayAndTime(ticket.slotAt, session.zone);
        const link = `${deps.settings.publicUrl}/s/${session.id}/wait/${ticketId}`;
        await byMail({ tx, deps, now }, ticketId, isByPhone(ticket) ? 'bookedByPhone' : 'booked', {
          session: session.title,
          number: String(ticket.number),
          time,
          link,
        });
      }
      return { confirmed: true };
    });
    return {};
  }),

  'mail.end': once<'mail.end'>(async ({ ticketId }, { tx }) => {
    await tx.deleteTicketMail(ticketId);
    return {};
  }),

  'mail.endByLink': once<'mail.endByLink'>(async ({ token }, { tx, deps, actor }) => {
    await deps.throttle.use('verifyPerAddress', 'address' in actor ? actor.address : 'system');
    const ticketId = await tx.ticketOfMailEnd(deps.secrets.hash(token));
    if (ticketId !== null) await tx.deleteTicketMail(ticketId);
    return {};
  }),
};

/** By e-mail alone: the other ways have it, or it is about the address. */
async function byMail(
  { tx, deps, now }: Pick<CommandAsked, 'tx' | 'deps' | 'now'>,
  ticketId: string,
  template: string,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const { countyId, personId } = await ticketOf(tx, ticketId);
  const person = await tx.person(personId);
  const phone = person?.phoneId ? await tx.phone(person.phoneId) : null;
  if (phone === null) return;
  await tx.queueNotice({ id: deps.newId('nt'), countyId, ticketId, phone, template, fields, at: now }, ['mail']);
}
