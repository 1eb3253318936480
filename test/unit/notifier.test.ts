import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { webhookNotifier } from '../../server/notify/notifier.ts';
import { NoticeRefused } from '../../server/services/ports/notice.ts';

const notice = {
  id: 'n1',
  countyId: 'c',
  ticketId: null,
  phone: '13800138000',
  template: 'code',
  fields: { code: '123456' },
  at: 0,
} as const;
const statuses: number[] = [];
const gateway = createServer((_request, response) =>
  response.writeHead(statuses.shift() ?? 200, { location: '/elsewhere' }).end(),
);
afterEach(() => {
  gateway.close();
  gateway.closeAllConnections();
});

test('a gateway that answers with an error, or sends elsewhere, refused the SMS; one that is away did not answer', async () => {
  await new Promise<void>((listening) => gateway.listen(0, '127.0.0.1', listening));
  const notifier = webhookNotifier(`http://127.0.0.1:${(gateway.address() as AddressInfo).port}`);
  await notifier.send(notice);
  for (const status of [503, 302, 307]) {
    statuses.push(status);
    await expect(notifier.send(notice)).rejects.toBeInstanceOf(NoticeRefused);
  }
  await new Promise((closed) => {
    gateway.close(closed);
    gateway.closeAllConnections();
  });
  await expect(notifier.send(notice)).rejects.not.toBeInstanceOf(NoticeRefused);
});
