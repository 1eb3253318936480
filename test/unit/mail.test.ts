import ICAL from 'ical.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type MailOptions, mailNotifier } from '../../server/notify/mail.ts';
import { bookingAsIcal } from '../../server/services/ical.ts';
import type { TicketMailRecord } from '../../server/services/ports/store.ts';
import { isMailAddress } from '../../shared/mail-address.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtp-server.ts';
import { MINUTE, STARTS_AT, sessionIn } from './domain/fixtures.ts';

let server: SmtpServer;
beforeEach(async () => {
  server = await startSmtpServer();
});
afterEach(() => server.close());

const record: TicketMailRecord = {
  ticketId: 't1',
  countyId: 'c',
  address: 'li.ming@example.org',
  confirmedAt: 1,
  code: null,
  endToken: 'E'.repeat(40),
  endHash: 'h',
};
const notice = {
  id: 'nt1',
  countyId: 'c',
  ticketId: 't1',
  phone: '13800138000',
  template: 'booked',
  fields: { session: '春耕夜谈', number: '7', time: '11月28日 19:00', link: 'https://line.example.org/s/s1/wait/t1' },
  at: 0,
} as const;
const notifier = (change: Partial<MailOptions> = {}) =>
  mailNotifier({
    url: server.url,
    from: 'line@example.org',
    publicUrl: 'https://line.example.org',
    mailOf: async () => record,
    calendarOf: async () => 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n',
    ...change,
  });

test('a booking comes as plain text of the SMS, with a file for the calendar and the link that ends it', async () => {
  await notifier().send(notice);
  const [mail] = server.mails;
  expect(mail).toMatchObject({ from: 'line@example.org', to: ['li.ming@example.org'] });
  expect(mail?.headers.get('to')).toBe('li.ming@example.org');
  expect(mail?.headers.get('message-id')).toBe('<nt1@line.example.org>');
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  const text = mail?.parts.find(({ type }) => type.startsWith('text/plain'))?.text;
  expect(text).toContain('已预约“春耕夜谈”，7 号，大约 11月28日 19:00。');
  expect(text).toContain(`https://line.example.org/mail/${record.endToken}`);
  expect(text).not.toContain('138');
  const calendar = mail?.parts.find(({ type }) => type.startsWith('text/calendar'));
  expect(calendar?.text).toContain('BEGIN:VCALENDAR');
});

test('other notices have no file', async () => {
  await notifier().send({ ...notice, template: 'next' });
  expect(server.mails[0]?.parts.map(({ type }) => type.split(';')[0])).toEqual(['text/plain']);
});

test('before the code was given only the code is sent', async () => {
  const unconfirmed = notifier({ mailOf: async () => ({ ...record, confirmedAt: null }) });
  await expect(unconfirmed.send(notice)).rejects.toMatchObject({ name: 'NoticeRefused', forGood: true });
  await unconfirmed.send({ ...notice, template: 'mailCode', fields: { code: '123456' } });
  expect(server.mails).toHaveLength(1);
  expect(server.mails[0]?.parts[0]?.text).toContain('123456');
});

test.each([
  [550, true],
  [451, false],
])('a server that answers %i refused it, for good: %s', async (code, forGood) => {
  server.refuseNext(code);
  await expect(notifier().send(notice)).rejects.toMatchObject({ name: 'NoticeRefused', forGood });
});

test('a server that is away did not answer; an address that is gone is not written to', async () => {
  const away = notifier();
  await server.close();
  await expect(away.send(notice)).rejects.not.toMatchObject({ name: 'NoticeRefused' });
  await expect(notifier({ mailOf: async () => null }).send(notice)).rejects.toMatchObject({ forGood: true });
});

test('a booking whose evening was moved comes with a file, too', async () => {
  await notifier().send({ ...notice, template: 'eveningMoved' });
  expect(server.mails[0]?.parts.some(({ type }) => type.startsWith('text/calendar'))).toBe(true);
});

test('the file is an event at the time of the place, with an alarm, and the same one, revised, when it comes again', () => {
  const session = sessionIn('scheduled');
  const ticket = { id: 't1', event: 'e1', number: 7, slotAt: STARTS_AT + 20 * MINUTE };
  const eventAt = (now: number, { id } = ticket) => {
    const file = bookingAsIcal(session, { ...ticket, id }, 'https://line.example.org', now);
    return new ICAL.Event(new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent') ?? undefined);
  };
  const event = eventAt(STARTS_AT);
  const later = eventAt(STARTS_AT + MINUTE, { ...ticket, id: 't2' });
  expect([event.uid, later.uid]).toEqual(['e1@line.example.org', 'e1@line.example.org']);
  expect(later.sequence).toBeGreaterThan(event.sequence);
  expect(event.startDate.toJSDate().getTime()).toBe(ticket.slotAt);
  expect(event.summary).toContain('7 号');
  const alarm = event.component.getFirstSubcomponent('valarm');
  expect(String(alarm?.getFirstPropertyValue('trigger'))).toBe('-PT10M');
});

describe('addresses', () => {
  test.each(['a@example.org', 'li.ming+line@mail.example.com.cn', 'x_1%y@sub-domain.example.org'])('%s', (address) =>
    expect(isMailAddress(address)).toBe(true),
  );
  test.each([
    '',
    'name',
    'name@',
    '@example.org',
    'name@example',
    'name@localhost',
    'name@127.0.0.1',
    'name@[127.0.0.1]',
    'two@@example.org',
    '.name@example.org',
    'na..me@example.org',
    'name.@example.org',
    'name@-example.org',
    'name@example..org',
    '"name"@example.org',
    'Name <name@example.org>',
    'name@example.org, other@example.org',
    'name@example.org\r\nBcc: other@example.org',
    'name\n@example.org',
    'na me@example.org',
    `${'a'.repeat(65)}@example.org`,
    `name@${'a.'.repeat(130)}org`,
  ])('never %j', (address) => expect(isMailAddress(address)).toBe(false));
});
