/** [T5] One evening over sockets: everything that each role is sent, searched for what it must not learn; and the log. */
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../../server/observability/logger.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, joinInput, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { connectDesk, SEAT, SESSION } from '../support/evening.ts';

/** Words that stand nowhere else. */
const WORDS = {
  phone: '13987650001',
  maskedPhone: '139****0001',
  name: '欧阳秘名',
  typedSubject: '原话事由乙丙',
  more: '详情丁戊己庚',
  typedPublicName: '自称辛壬癸',
  approvedSubject: '核定事由子丑',
  approvedPublicName: '核定称呼寅卯',
  callNote: '连线记录辰巳',
  caseNote: '办件备注午未',
  messageToOne: '单独消息申酉',
  messageToAll: '全体消息戌亥',
  moveReason: '插队缘由甲乙',
  promise: '承诺原话丙丁',
} as const;
type Word = keyof typeof WORDS;

/** Written out by hand from DESIGN T5: what each may learn of this citizen during the evening, and nothing else. */
const PUBLIC: readonly Word[] = ['approvedSubject', 'approvedPublicName', 'promise'];
const MATTER: readonly Word[] = [...PUBLIC, 'name', 'typedSubject', 'more', 'typedPublicName'];
const MAY_LEARN: Readonly<Record<string, readonly Word[]>> = {
  audience: PUBLIC,
  'a citizen who waits': [...PUBLIC, 'messageToAll'],
  'the citizen': [...PUBLIC, 'name', 'typedSubject', 'typedPublicName', 'more', 'messageToOne', 'messageToAll'],
  'the screen': PUBLIC,
  aide: [...MATTER, 'callNote'],
  moderator: [...MATTER, 'callNote', 'moveReason', 'messageToOne', 'messageToAll'],
  'a moderator who asked for the number': [
    ...MATTER,
    'phone',
    'callNote',
    'moveReason',
    'messageToOne',
    'messageToAll',
  ],
};
/** What each must have been sent, so that an empty record proves nothing. */
const MUST_LEARN: Readonly<Record<string, readonly Word[]>> = {
  audience: PUBLIC,
  'a citizen who waits': [...PUBLIC, 'messageToAll'],
  'the citizen': ['name', 'approvedSubject', 'messageToOne', 'messageToAll', 'promise'],
  'the screen': PUBLIC,
  aide: ['name', 'more', 'callNote', 'promise'],
  moderator: ['name', 'typedSubject', 'more', 'approvedSubject'],
  'a moderator who asked for the number': ['phone', 'name'],
};

let app: TestApp;
const logged: string[] = [];
const heard = new Map<string, string[]>();
/** Codes that were sent by SMS. */
const codes: string[] = [];

beforeAll(async () => {
  const lines = new Writable({
    write(chunk, _encoding, done) {
      logged.push(String(chunk));
      done();
    },
  });
  app = await startTestApp({ log: createLogger('trace', lines) });
});
afterAll(stopApps);

/** Keeps every packet of the socket as it came, acknowledgements too. */
function record(as: string, client: SocketClient): SocketClient {
  const kept: string[] = [];
  heard.set(as, kept);
  client.socket.io.engine.on('packet', ({ data }: { data?: unknown }) => kept.push(String(data ?? '')));
  return client;
}

const asText = (as: string): string => (heard.get(as) ?? []).join('\n');

test('[T5] an evening from a number to a case with a promise', async () => {
  const { origin } = app;
  const desk = async (userName: string, as: 'moderator' | 'aide' | 'official') =>
    connectDesk(await signInStaff(origin, userName), as);
  const moderator = record('moderator', await desk('moderator', 'moderator'));
  const second = record('a moderator who asked for the number', await desk('admin', 'moderator'));
  const aide = record('aide', await desk('aide', 'aide'));
  const screen = record('the screen', await desk('leader', 'official'));
  const audience = record(
    'audience',
    await SocketClient.connect(new HttpClient(origin), { as: 'audience', sessionId: SESSION }),
  );
  await moderator.call('session.start', { sessionId: SESSION });

  const other = await signInPhone(origin);
  const { ticketId: otherTicket } = await other.call('ticket.take', joinInput(SESSION, '旁人'));
  const waiting = record(
    'a citizen who waits',
    await SocketClient.connect(other, { as: 'citizen', sessionId: SESSION, ticketId: otherTicket }),
  );
  await waiting.call('ticket.enter', { ticketId: otherTicket, participation: 'video' });

  const http = await signInPhone(origin, WORDS.phone);
  const taken = await http.call('ticket.take', {
    ...joinInput(SESSION, WORDS.name),
    subject: WORDS.typedSubject,
    more: WORDS.more,
    publicName: WORDS.typedPublicName,
  });
  const { ticketId } = taken;
  const citizen = record(
    'the citizen',
    await SocketClient.connect(http, { as: 'citizen', sessionId: SESSION, ticketId }),
  );
  const ticket = { sessionId: SESSION, ticketId };
  await citizen.call('ticket.enter', { ticketId, participation: 'video' });
  // Approved words take the place of the typed ones, perhaps before the next view is due.
  await moderator.see('moderator', (view) => view.rows.some((row) => row.subject === WORDS.typedSubject));
  await moderator.call('queue.move', { ...ticket, beforeTicketId: otherTicket, reason: WORDS.moveReason });
  await moderator.call('message.send', { ...ticket, text: WORDS.messageToOne });
  await moderator.call('message.send', { sessionId: SESSION, ticketId: null, text: WORDS.messageToAll });
  await second.call('ticket.revealPhone', ticket);
  expect(await moderator.call('queue.callNext', { sessionId: SESSION })).toEqual({ ticketId });
  await citizen.call('ticket.answer', { ticketId });
  await moderator.call('ticket.approve', {
    ...ticket,
    subject: WORDS.approvedSubject,
    publicName: WORDS.approvedPublicName,
    categoryCode: 'C0101',
  });
  await moderator.call('ticket.toDeck', { ...ticket, seatId: SEAT });
  await screen.see('screen', (view) => view.next?.publicName === WORDS.approvedPublicName);
  const { callId } = await moderator.call('call.putThrough', ticket);
  const call = { sessionId: SESSION, callId };
  await aide.call('call.note', { ...call, note: WORDS.callNote });
  await audience.see('programme', (view) => view.programme.now?.publicName === WORDS.approvedPublicName);
  await waiting.see('programme', (view) => view.programme.now?.publicName === WORDS.approvedPublicName);
  await screen.see('screen', (view) => view.now?.publicName === WORDS.approvedPublicName);
  await aide.see('aide', (view) => view.calls[0]?.note === WORDS.callNote);
  const supervisor = await signInStaff(origin, 'supervisor');
  const { units } = await supervisor.call('units.list', {});
  await aide.call('promise.record', {
    ...call,
    caseId: null,
    // Desks write as they hear it; the public part knows the public name alone.
    wording: `${WORDS.promise}：${WORDS.name}`,
    unitId: units[0]?.id ?? '',
    dueOn: '2099-01-01',
    readBack: true,
    confirmed: true,
  });
  await aide.see('aide', (view) => view.calls[0]?.promises.length === 1);
  for (const one of [audience, waiting])
    await one.see('programme', (view) => view.programme.now?.promises.length === 1);
  const [opened] = await app.deps.store.read.casesOfTicket(ticketId);
  await supervisor.call('case.note', { caseId: opened?.id ?? '', text: WORDS.caseNote });
  await aide.call('call.end', { ...call, outcome: 'promised', note: WORDS.callNote, whereTo: null, unitId: null });
  await citizen.see('ticket', (view) => view.state === 'done' && view.ended?.promises.length === 1);
  await audience.see('programme', (view) => view.programme.state === 'slate');
  await moderator.see('moderator', (view) => view.counts.done === 1);
  // Whoever asks for everything gets no more than was sent by itself.
  for (const one of [moderator, second, aide, screen, audience, waiting, citizen])
    await one.call('session.snapshot', {});

  const { messages } = await http.call('demo.outbox', {});
  codes.push(...messages.flatMap((one) => (one.template === 'code' ? (one.text.match(/\d{6}/) ?? []) : [])));
  expect([...heard.keys()].sort()).toEqual(Object.keys(MAY_LEARN).sort());
});

test.each(Object.entries(MAY_LEARN))('[T5] %s learns what the role needs and nothing else', (as, may) => {
  const text = asText(as);
  for (const word of MUST_LEARN[as] ?? [])
    expect(text.includes(WORDS[word]), `${as} was never sent ${word}`).toBe(true);
  const learned = (Object.keys(WORDS) as Word[]).filter((word) => text.includes(WORDS[word]));
  expect(learned.filter((word) => !may.includes(word))).toEqual([]);
});

test('nothing that identifies anybody, and nothing that anybody typed, is in the log', () => {
  const text = logged.join('');
  expect(text).toContain('ready');
  expect(logged.length).toBeGreaterThan(1);
  for (const [word, value] of Object.entries(WORDS)) expect(text.includes(value), word).toBe(false);
  expect(codes.length).toBeGreaterThan(0);
  for (const code of codes) expect(text).not.toMatch(new RegExp(`(?<!\\d)${code}(?!\\d)`));
  expect(text).not.toMatch(/1[3-9]\d{9}/);
});
