/** Messages to people: one port, several adapters. The text is made from an approved template. */
import type { Logger } from 'pino';
import { renderNotice } from '../domain/notices/templates.ts';
import { NoticeRefused } from '../services/ports/notice.ts';
import type { OutgoingNotice } from '../services/ports/store.ts';

export interface Notifier {
  /** Throws when the carrier did not take it (`NoticeRefused` when it said so); it is tried again. May be called twice for one notice. */
  send(notice: OutgoingNotice): Promise<void>;
}

/** A demo has no carrier: what would have been sent is read from the store at /outbox. */
export const outboxNotifier = (log: Logger): Notifier => ({
  async send(notice) {
    renderNotice(notice.template, notice.fields);
    log.debug({ noticeId: notice.id, template: notice.template }, 'a notice was put into the demo outbox');
  },
});

/**
 * Posts each SMS as JSON to the county's gateway; its own adapter speaks the carrier's dialect. Follows no redirects: they
 * would ask again without the SMS, and be answered well.
 */
export const webhookNotifier = (url: string): Notifier => ({
  async send(notice) {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', 'idempotency-key': notice.id },
      body: JSON.stringify({
        id: notice.id,
        phone: notice.phone,
        template: notice.template,
        fields: notice.fields,
        text: renderNotice(notice.template, notice.fields),
      }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new NoticeRefused(`the SMS gateway answered ${response.status}`);
  },
});
