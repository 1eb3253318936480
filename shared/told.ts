/** How far what a person is told has come, in each way it goes out (T2). */
import * as z from 'zod/mini';
import { EpochMs } from './ids.ts';

export const NOTICE_WAYS = ['sms', 'push', 'mail'] as const;
export const NoticeWay = z.enum(NOTICE_WAYS);
export type NoticeWay = z.infer<typeof NoticeWay>;

/** It was answered with an error, or not at all; or nobody came to sending it while it could still help. */
export const NoticeFault = z.enum(['refused', 'unreachable', 'tooLate']);
export type NoticeFault = z.infer<typeof NoticeFault>;

/** `tries` counts from 1; 0: given up before it was tried. */
export const NoticeDelivery = z.discriminatedUnion('state', [
  z.object({ way: NoticeWay, state: z.literal('queued') }),
  z.object({ way: NoticeWay, state: z.literal('sent'), sentAt: EpochMs }),
  z.object({ way: NoticeWay, state: z.literal('retrying'), fault: NoticeFault, tries: z.int(), nextTryAt: EpochMs }),
  z.object({ way: NoticeWay, state: z.literal('givenUp'), fault: NoticeFault, tries: z.int(), givenUpAt: EpochMs }),
]);
export type NoticeDelivery = z.infer<typeof NoticeDelivery>;
