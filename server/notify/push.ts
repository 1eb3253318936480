/** Push messages to browsers (RFC 8030), encrypted for the browser (RFC 8291) and signed with our key (RFC 8292). */
import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import webPush, { type RequestOptions } from 'web-push';
import * as z from 'zod/mini';
import { pushText } from '../domain/notices/push-text.ts';
import { timeLimitMs } from '../domain/notices/time-limit.ts';
import { NoticeRefused } from '../services/ports/notice.ts';
import type { Push } from '../services/ports/push.ts';
import type { PushSubscriptionRecord } from '../services/ports/store.ts';
import type { Notifier } from './notifier.ts';
import { isPushEndpoint, publicLookup } from './push-endpoint.ts';

const ANSWER_MS = 10_000;
/** A push service takes 4,096 octets, encrypted. */
const LONGEST_BODY = 600;

export const PushKeys = z.object({ publicKey: z.string(), privateKey: z.string() });
export type PushKeys = z.infer<typeof PushKeys>;

export interface PushOptions {
  readonly keys: PushKeys;
  /** Whom a push service may turn to: an https address or `mailto:`. */
  readonly subject: string;
  readonly subscriptionOf: (ticketId: string) => Promise<PushSubscriptionRecord | null>;
  /** The browser takes nothing any more. */
  readonly forget: (subscription: PushSubscriptionRecord) => Promise<unknown>;
  readonly clock: () => number;
  /** For tests: a push service may be anywhere, and speak plain HTTP. */
  readonly anywhere?: boolean | undefined;
}

export const newPushKeys = (): PushKeys => webPush.generateVAPIDKeys();

export function createPush(options: PushOptions): Push & Notifier {
  const { keys, subject, clock, anywhere = false } = options;
  const isFit = (endpoint: string) => anywhere || isPushEndpoint(endpoint);
  return {
    publicKey: keys.publicKey,
    isFit,
    async send({ id, ticketId, template, fields, at }) {
      const subscription = ticketId === null ? null : await options.subscriptionOf(ticketId);
      if (!subscription) throw new NoticeRefused('nobody subscribes any more', true);
      const { endpoint, page, language } = subscription;
      if (!isFit(endpoint)) throw new NoticeRefused('the address is not one of a push service', true);
      const limitMs = timeLimitMs(template);
      const { title, body } = pushText(template, fields, language);
      const payload = JSON.stringify({ id, title, body: body.slice(0, LONGEST_BODY), page, lang: language });
      const details = requestTo(subscription, payload, {
        vapidDetails: { subject, ...keys },
        TTL: Math.max(0, Math.round((at + limitMs - clock()) / 1000)),
        urgency: limitMs <= 10 * 60_000 ? 'high' : 'normal',
        // Sent twice after a crash, it still waits there once.
        topic: createHash('sha256').update(id).digest('base64url').slice(0, 32),
        contentEncoding: 'aes128gcm',
      });
      const status = await post(endpoint, details.headers, details.body, anywhere);
      if (status === 404 || status === 410) {
        await options.forget(subscription);
        throw new NoticeRefused(`the push service answered ${status}: the subscription is no more`, true);
      }
      if (status < 200 || status > 299) throw new NoticeRefused(`the push service answered ${status}`);
    },
  };
}

function requestTo({ endpoint, p256dh, auth }: PushSubscriptionRecord, payload: string, options: RequestOptions) {
  try {
    return webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, options);
  } catch {
    // A page named a key that is none; the library's own words would name the browser.
    throw new NoticeRefused('the browser’s key is none', true);
  }
}

/** Answers the status. Follows no redirects: they could lead anywhere. */
function post(endpoint: string, headers: object, body: Buffer | null, anywhere: boolean): Promise<number> {
  const options = { method: 'POST', headers: { ...headers }, signal: AbortSignal.timeout(ANSWER_MS) };
  return new Promise((resolve, reject) => {
    const request =
      anywhere && endpoint.startsWith('http:')
        ? httpRequest(endpoint, options)
        : httpsRequest(endpoint, anywhere ? options : { ...options, lookup: publicLookup });
    request.once('error', reject);
    request.once('response', (response) => {
      response.resume();
      response.once('error', reject);
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    request.end(body);
  });
}
