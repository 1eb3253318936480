/** E-mail over the county's SMTP server: the text of the SMS, a file for the calendar with a booking, and its own end. */
import { createTransport } from 'nodemailer';
import { renderNotice } from '../domain/notices/templates.ts';
import { NoticeRefused } from '../services/ports/notice.ts';
import type { TicketMailRecord } from '../services/ports/store.ts';
import type { Notifier } from './notifier.ts';

const ANSWER_MS = 10_000;
/** Sent before the address is confirmed. */
const TO_CONFIRM = 'mailCode';
/** What tells of a booking's time. */
const BOOKINGS: ReadonlySet<string> = new Set([
  'booked',
  'bookedByPhone',
  'movedUp',
  'bookingMoved',
  'carriedOver',
  'eveningMoved',
]);

export interface MailOptions {
  /** `smtp://` or `smtps://`, with user and password where it needs them. */
  readonly url: string;
  readonly from: string;
  /** Origin of the link that ends it. */
  readonly publicUrl: string;
  readonly mailOf: (ticketId: string) => Promise<TicketMailRecord | null>;
  /** The place of a mail's booked ticket as iCalendar; `null`: it has none now. */
  readonly calendarOf: (mail: TicketMailRecord) => Promise<string | null>;
}

export function mailNotifier({ url, from, publicUrl, mailOf, calendarOf }: MailOptions): Notifier {
  const times = { connectionTimeout: ANSWER_MS, greetingTimeout: ANSWER_MS, socketTimeout: ANSWER_MS };
  const transport = createTransport({ url, ...times, disableFileAccess: true, disableUrlAccess: true });
  return {
    async send({ id, ticketId, template, fields }) {
      const mail = ticketId === null ? null : await mailOf(ticketId);
      if (ticketId === null || !mail) throw new NoticeRefused('there is no address any more', true);
      const { address, confirmedAt, endToken } = mail;
      if (confirmedAt === null && template !== TO_CONFIRM) throw new NoticeRefused('the address was changed', true);
      const ics = BOOKINGS.has(template) ? await calendarOf(mail) : null;
      const end = `不想再收邮件，请打开：${publicUrl}/mail/${endToken}`;
      try {
        await transport.sendMail({
          // Addresses as they are: nothing is parsed out of them, and none besides can come in.
          envelope: { from, to: [address] },
          from: { name: '干群直通车', address: from },
          to: { name: '', address },
          subject: template === TO_CONFIRM ? '干群直通车：邮箱验证码' : '干群直通车：关于您的号',
          // The same after a crash, so that mail programs show it once.
          messageId: `<${id}@${new URL(publicUrl).hostname}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
          text: `${renderNotice(template, fields)}\n\n${end}\n`,
          ...(ics === null ? {} : { icalEvent: { filename: 'booking.ics', method: 'PUBLISH', content: ics } }),
        });
      } catch (error) {
        const { responseCode, code } = error as { responseCode?: unknown; code?: unknown };
        if (typeof responseCode !== 'number') throw error;
        // Of this address or this mail 5xx is for good (RFC 5321, 4.2.1); of our own sign-in it is the office's to mend.
        const forGood = responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
        throw new NoticeRefused(`the mail server answered ${responseCode}`, forGood);
      }
    },
  };
}
