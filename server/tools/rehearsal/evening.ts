/** An evening rehearsed: every caller goes from the number to the end of the call, with the media that a phone would have. */
import { connect } from 'node:net';

import { CONSENT_VERSION } from '../../../shared/consent.ts';
import { DEMO_PASSWORD, DEMO_SESSION_ID } from '../../storage/seed-demo.ts';
import { MediaPerson } from './media-person.ts';
import { Person } from './person.ts';
import type { CallerReport, RehearsalReport } from './report.ts';
import { type Candidate, candidatesOf } from './sdp.ts';

const SEAT = 'seat-1';
/** So long a call is watched for what is lost. */
const CALL_MS = 2000;
const PATIENCE_MS = 10_000;
const TCP_MS = 3000;
/** A caller who lost more packets than this would have been heard badly. */
const MOST_LOST = 0.02;

const numerals = '零一二三四五六七八九';
/** 1 to 99 as people count: 一, 十二, 三十. */
export function countInChinese(count: number): string {
  const tens = Math.floor(count / 10);
  const ones = count % 10;
  return `${tens > 1 ? numerals[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? numerals[ones] : ''}`;
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Rejects where nothing came in time: a rehearsal ends whatever happens. */
async function within<Found>(what: string, work: Promise<Found>): Promise<Found> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function until<Found>(what: string, look: () => Found | undefined | null): Promise<Found> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = look();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`${what}: nothing within ${PATIENCE_MS} ms`);
    await wait(5);
  }
}

async function staff(origin: string, userName: string): Promise<Person> {
  const person = new Person(origin, userName);
  await person.ask('staff.signIn', { userName, password: DEMO_PASSWORD });
  return person;
}

/** A number that no carrier has given out: nobody is ever sent anything. */
const phoneOf = (index: number): string => `1990000${String(index).padStart(4, '0')}`;

async function takeNumber(origin: string, index: number): Promise<{ person: Person; ticketId: string }> {
  const person = new Person(origin, `彩排${countInChinese(index)}`);
  const phone = phoneOf(index);
  await person.ask('phone.requestCode', { phone });
  const { messages } = await person.ask('demo.outbox', {});
  const code = messages
    .find((message) => message.template === 'code' && message.to.endsWith(phone.slice(-4)))
    ?.text.match(/\d{6}/)?.[0];
  if (!code) throw new Error('the code is not in the outbox');
  await person.ask('phone.verify', { phone, code });
  const { ticketId } = await person.ask('ticket.take', {
    sessionId: DEMO_SESSION_ID,
    name: person.name,
    place: '青石镇 石桥村',
    subject: '彩排，不是真的诉求',
    more: '',
    publicName: person.name,
    consent: { call: true, recording: false, broadcast: true, version: CONSENT_VERSION },
  });
  await person.connect({ as: 'citizen', sessionId: DEMO_SESSION_ID, ticketId });
  await person.act('ticket.enter', { ticketId, participation: 'video' });
  return { person, ticketId };
}

/** Whether something answers on the TCP ports that phones are told. */
async function tcpReach(candidates: readonly Candidate[]): Promise<boolean> {
  const tries = candidates
    .filter(({ protocol }) => protocol === 'tcp')
    .map(
      ({ address, port }) =>
        new Promise<boolean>((resolve) => {
          const socket = connect({ host: address, port, timeout: TCP_MS });
          const end = (answers: boolean) => {
            socket.destroy();
            resolve(answers);
          };
          socket.once('connect', () => end(true));
          for (const event of ['error', 'timeout']) socket.once(event, () => end(false));
        }),
    );
  return (await Promise.all(tries)).includes(true);
}

export interface RehearsalOptions {
  readonly origin: string;
  readonly callers: number;
  readonly onCaller?: (report: CallerReport) => void;
}

/** Against a demo that runs at `origin`. Rejects only where the evening cannot begin; what fails later is in the report. */
export async function rehearse({ origin, callers, onCaller }: RehearsalOptions): Promise<RehearsalReport> {
  const startedAt = Date.now();
  const people: { leave(): void }[] = [];
  const reports: CallerReport[] = [];
  try {
    const moderator = await staff(origin, 'moderator');
    const { session } = await moderator.ask('session.show', { sessionId: DEMO_SESSION_ID });
    if (session.waiting > 0) throw new Error(`${session.waiting} wait in it`);
    await moderator.connect({ as: 'moderator', sessionId: DEMO_SESSION_ID });
    people.push(moderator);
    await moderator.act('session.start', { sessionId: DEMO_SESSION_ID });
    const leader = new MediaPerson(await staff(origin, 'leader'));
    people.push(leader);
    await leader.person.connect({ as: 'official', sessionId: DEMO_SESSION_ID, seatId: SEAT });
    const udp = await leader.receive().then(
      () => true,
      () => false,
    );
    const probe = await leader.person.act('media.createTransport', { direction: 'send', protocol: 'tcp' });
    const tcp = await tcpReach(candidatesOf(probe));
    if (udp) await leader.send();
    for (let index = 1; udp && index <= callers; index += 1) {
      const report = await oneCaller({ origin, index, moderator, leader, people });
      reports.push(report);
      onCaller?.(report);
    }
    return { origin, startedAt, tookMs: Date.now() - startedAt, callersAsked: callers, udp, tcp, callers: reports };
  } finally {
    for (const person of people) person.leave();
  }
}

interface Scene {
  readonly origin: string;
  readonly index: number;
  readonly moderator: Person;
  readonly leader: MediaPerson;
  readonly people: { leave(): void }[];
}

async function oneCaller({ origin, index, moderator, leader, people }: Scene): Promise<CallerReport> {
  const name = `彩排${countInChinese(index)}`;
  const sessionId = DEMO_SESSION_ID;
  const times: { -readonly [Key in keyof CallerReport]?: CallerReport[Key] } = {};
  const timed = async <Found>(key: 'joinMs' | 'answerMs' | 'putThroughMs', work: () => Promise<Found>) => {
    const since = performance.now();
    const found = await work();
    times[key] = performance.now() - since;
    return found;
  };
  const calls: string[] = [];
  let step = 'number';
  try {
    const { person, ticketId } = await timed('joinMs', () => takeNumber(origin, index));
    const caller = new MediaPerson(person);
    people.push(caller);
    step = 'call';
    const next = await moderator.act('queue.callNext', { sessionId });
    if (next.ticketId !== ticketId) throw new Error('somebody else is in front: this evening is not empty');
    await timed('answerMs', () => person.act('ticket.answer', { ticketId }));
    step = 'media';
    times.mediaMs = await caller.receive();
    await caller.send();
    step = 'deck';
    const subject = '彩排';
    await moderator.act('ticket.approve', { sessionId, ticketId, subject, publicName: name, categoryCode: 'C0101' });
    await moderator.act('ticket.toDeck', { sessionId, ticketId, seatId: SEAT });
    const toLeader = await until('the picture to be prepared at the leader', () => fresh(leader, 'citizen'));
    const toCaller = await until('the leader’s picture to be prepared', () => fresh(caller, 'official'));
    step = 'put through';
    await timed('putThroughMs', async () => {
      const pictures = Promise.all([toLeader.next(), toCaller.next()]);
      const put = moderator.act('call.putThrough', { sessionId, ticketId });
      await within('pictures both ways', Promise.all([pictures, put]));
      calls.push((await put).callId);
    });
    await wait(CALL_MS);
    const streams = [toLeader, leader.of('citizen', 'microphone')].filter((one) => one !== undefined);
    times.received = streams.reduce((sum, one) => sum + one.packets, 0);
    times.lost = streams.reduce((sum, one) => sum + one.lost, 0);
    times.roundTripMs = caller.roundTripMs;
    step = 'end';
    await endAll(moderator, calls);
    caller.leave();
    const isHeard = times.received > 0 && times.lost <= MOST_LOST * (times.received + times.lost);
    return { ...NOTHING, ...times, name, failure: isHeard ? null : 'loss' };
  } catch (error) {
    // The seat is needed for the next one.
    await endAll(moderator, calls).catch(() => undefined);
    return {
      ...NOTHING,
      ...times,
      name,
      failure: `${step}: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

const NOTHING = {
  ...{ joinMs: null, answerMs: null, mediaMs: null, putThroughMs: null },
  ...{ received: 0, lost: 0, roundTripMs: null },
} as const;

/** A picture of that end which is announced and of which nothing came yet. */
function fresh(viewer: MediaPerson, from: 'citizen' | 'official') {
  const picture = viewer.of(from, 'camera');
  return picture?.packets === 0 ? picture : null;
}

async function endAll(moderator: Person, calls: string[]): Promise<void> {
  for (const callId of calls.splice(0)) {
    await moderator.act('call.end', {
      ...{ sessionId: DEMO_SESSION_ID, callId },
      ...{ outcome: 'answered', note: '', whereTo: null, unitId: null },
    });
  }
}
