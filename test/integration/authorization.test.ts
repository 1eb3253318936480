/** [T1] Who may do what in which state, derived from the one table and tried over the real doors. Long: one story reaches every state. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginMessage } from '../../server/domain/calls/left-message.ts';
import { RULES, type Rule, sessionCodeOf, type Who } from '../../server/domain/people/policy.ts';
import type { TicketRecord } from '../../server/domain/queue/types.ts';
import type { SessionRecord } from '../../server/domain/sessions/types.ts';
import { DEMO_ROOM_ID } from '../../server/storage/seed-demo.ts';
import type { Ack } from '../../shared/action.ts';
import { ACTIONS, type ActionName } from '../../shared/actions/all.ts';
import { PUBLICATION_WORDING } from '../../shared/consent.ts';
import { CALL_STATES, SESSION_STATES, TICKET_STATES } from '../../shared/states.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import {
  HttpClient,
  joinInput,
  newPhone,
  randomId,
  SocketClient,
  signInPhone,
  signInStaff,
} from '../support/clients.ts';
import { digestOf } from '../support/digest.ts';
import { approval, connectDesk, SEAT, SESSION } from '../support/evening.ts';
import { callIn, caseIn, sessionIn, ticketIn } from '../support/records.ts';

let app: TestApp;
/** Held by the demo's evening: one ticket on the stage, one waiting, and what came of it. */
const fixed = {
  sessionId: SESSION,
  ticketId: '',
  seatId: SEAT,
  callId: 'ca-fixed',
  caseId: 'cs-fixed',
  promiseId: 'pr-fixed',
  unitId: '',
  number: 'DL2026-900001',
};
let personId = '';
let phoneId = '';
let numbers = 100;
/** An evening to come with places for everybody. */
let bookable = '';

interface Client {
  readonly is: string;
  /** What the rules call it. */
  readonly as: readonly Who[];
  readonly owner: boolean;
  readonly signedIn: boolean;
  /** The desk of a department's room, asked about what is in none of its lines. */
  readonly elsewhere?: true;
  readonly http?: HttpClient;
  readonly socket?: SocketClient;
}
let clients: Client[] = [];
let citizen: Client;
let moderator: Client;
let administrator: Client;
let aide: Client;
let village: Client;

beforeAll(async () => {
  app = await startTestApp();
  const { origin } = app;
  const { store } = app.deps;
  const desk = async (userName: string, as: 'moderator' | 'aide' | 'official') =>
    connectDesk(await signInStaff(origin, userName), as);

  const ownHttp = await signInPhone(origin, newPhone());
  fixed.ticketId = (await ownHttp.call('ticket.take', joinInput(SESSION))).ticketId;
  const ticket = await store.read.ticket(fixed.ticketId);
  personId = ticket?.personId ?? '';
  phoneId = (await store.read.person(personId))?.phoneId ?? '';
  fixed.unitId = (await store.read.units(ticket?.countyId ?? ''))[0]?.id ?? '';
  await planBookable();
  const onStage = await putCallAndCase(fixed.callId, fixed.caseId, fixed.promiseId);
  // Somebody whose page is not there is taken off the stage after a minute (C3).
  await SocketClient.connect(ownHttp, { as: 'citizen', sessionId: SESSION, ticketId: onStage.id });
  const ownSocket = await SocketClient.connect(ownHttp, {
    as: 'citizen',
    sessionId: SESSION,
    ticketId: fixed.ticketId,
  });
  const otherHttp = await signInPhone(origin, newPhone());
  const other = await otherHttp.call('ticket.take', joinInput(SESSION, '别人'));
  const otherSocket = await SocketClient.connect(otherHttp, {
    as: 'citizen',
    sessionId: SESSION,
    ticketId: other.ticketId,
  });

  const nobody = new HttpClient(origin);
  const staff = (
    is: string,
    as: readonly Who[],
    http: HttpClient | undefined,
    socket: SocketClient | undefined,
  ): Client => ({
    is,
    as: ['anyone', ...as],
    owner: false,
    signedIn: true,
    ...(http ? { http } : {}),
    ...(socket ? { socket } : {}),
  });
  const account = (userName: string) => signInStaff(origin, userName);
  const screenElsewhere = async () => {
    const session = sessionIn('live');
    await store.transaction((tx) => tx.saveSession(session));
    return SocketClient.connect(await signInStaff(origin, 'admin'), {
      as: 'official',
      sessionId: session.id,
      seatId: SEAT,
    });
  };
  const audience = await SocketClient.connect(nobody, { as: 'audience', sessionId: SESSION });
  const check = await SocketClient.connect(nobody, { as: 'check' });
  const staffAsAudience = await SocketClient.connect(await account('moderator'), {
    as: 'audience',
    sessionId: SESSION,
  });
  citizen = {
    is: 'the citizen of the ticket',
    as: ['anyone', 'citizen'],
    owner: true,
    signedIn: true,
    http: ownHttp,
    socket: ownSocket,
  };
  moderator = staff('moderator', ['moderator'], await account('moderator'), await desk('moderator', 'moderator'));
  administrator = staff('administrator', ['administrator'], await account('admin'), undefined);
  village = staff('village officer', ['villageOfficer'], await account('officer'), undefined);
  aide = staff('aide', ['aide'], undefined, await desk('aide', 'aide'));
  clients = [
    { is: 'nobody', as: ['anyone'], owner: false, signedIn: false, http: nobody, socket: audience },
    { is: 'a device check', as: ['anyone', 'check'], owner: false, signedIn: false, socket: check },
    { is: 'a moderator as audience', as: ['anyone'], owner: false, signedIn: false, socket: staffAsAudience },
    citizen,
    {
      is: 'another citizen',
      as: ['anyone', 'citizen'],
      owner: false,
      signedIn: true,
      http: otherHttp,
      socket: otherSocket,
    },
    moderator,
    ...(await helpersOf(moderator)),
    aide,
    staff('aide, by HTTP', ['aide', 'official'], await account('aide'), undefined),
    staff('aide at the screen', ['official'], undefined, await desk('aide', 'official')),
    staff('official', ['official'], await account('leader'), undefined),
    staff('caseworker', ['caseworker'], await account('caseworker'), undefined),
    { ...staff('duty officer', ['duty'], undefined, await officer(SESSION)), elsewhere: true },
    village,
    staff('terminal', ['terminal'], await terminalOf(await account('officer')), undefined),
    staff('supervisor', ['supervisor'], await account('supervisor'), undefined),
    staff('administrator', ['administrator', 'moderator', 'aide', 'official'], await account('admin'), undefined),
    staff('administrator as moderator', ['moderator'], undefined, await desk('admin', 'moderator')),
    staff('administrator as aide', ['aide'], undefined, await desk('admin', 'aide')),
    // A screen of another evening, since a seat has one.
    staff('administrator at the screen', ['official'], undefined, await screenElsewhere()),
  ];
});
afterAll(stopApps);

/** The browser of whoever sets it up, afterwards. */
async function terminalOf(http: HttpClient): Promise<HttpClient> {
  await http.call('terminal.setUp', { name: '石桥镇便民服务中心' });
  return http;
}

/** Whoever came by a guest link for the demo's evening: over HTTP they are signed in to nothing else. */
async function helpersOf(by: Client): Promise<Client[]> {
  const comeIn = async (kind: 'interpreter' | 'captioner') => {
    const wanted = { sessionId: SESSION, seatId: SEAT, kind, name: '孙老师', language: '英语' };
    const { link } = (await by.socket?.call('helper.book', wanted)) ?? { link: '' };
    const http = new HttpClient(app.origin);
    await http.call('helper.open', { secret: link.split('#')[1] ?? '' });
    return { http, socket: await SocketClient.connect(http, { as: 'helper', sessionId: SESSION }) };
  };
  const { http, socket } = await comeIn('interpreter');
  const writer = await comeIn('captioner');
  const as = ['anyone', 'helper'] as const;
  return [
    { is: 'helper', as, owner: false, signedIn: true, socket },
    { is: 'helper, by HTTP', as, owner: false, signedIn: false, http },
    { is: 'captioner', as: [...as, 'captions'], owner: false, signedIn: true, socket: writer.socket },
  ];
}

/** The desk of the demo's room, in this session. */
const officer = async (sessionId: string): Promise<SocketClient> =>
  SocketClient.connect(await signInStaff(app.origin, 'duty'), { as: 'duty', sessionId, seatId: DEMO_ROOM_ID });

async function planBookable(): Promise<void> {
  const day = { startsAt: Date.now() + 86_400_000, endsAt: Date.now() + 90_000_000 };
  const session = sessionIn('scheduled', day);
  bookable = session.id;
  await app.deps.store.transaction((tx) => tx.saveSession(session));
}

async function putCallAndCase(callId: string, caseId: string, promiseId: string): Promise<TicketRecord> {
  return app.deps.store.transaction(async (tx) => {
    const ticket = ticketIn('live', { sessionId: SESSION, personId, number: numbers++, callId });
    await tx.insertTicket(ticket);
    await tx.insertCall(callIn('live', { id: callId, sessionId: SESSION, ticketId: ticket.id }));
    await tx.insertCase(
      caseIn({
        id: caseId,
        countyId: ticket.countyId,
        number: caseId === fixed.caseId ? fixed.number : `DL2026-8${String(numbers++).padStart(5, '0')}`,
        personId,
        ticketId: ticket.id,
        callId,
      }),
    );
    await tx.insertPromise({
      id: promiseId,
      countyId: ticket.countyId,
      caseId,
      callId,
      wording: '修好',
      unitId: fixed.unitId,
      dueOn: '2099-01-01',
      readBackAt: null,
      confirmedAt: null,
      seat: null,
      recordedBy: '周敏',
    });
    return ticket;
  });
}

const leaderSeat = { id: SEAT, name: '一号席', officialName: '王建国', officialTitle: '县长', onAir: true };

const evening = {
  date: '2099-01-01',
  time: '19:00',
  plan: {
    title: '周四直通夜',
    topic: '道路',
    scope: '',
    minutes: 90,
    public: false,
    capacity: 40,
    callMinutes: 6,
    overtimeMinutes: 5,
    delaySeconds: 10,
    ratio: { booked: 2, walkIn: 1 },
    seats: [{ name: '一号席', officialName: '王建国', officialTitle: '县长', onAir: true }],
  },
};

const caseSteps = (seen: { caseId: string; version: number }, unitId: string, number: string) => {
  const reason = '已经核实';
  const back = { ...seen, reason: 'notOurRemit', basis: '三定方案', betterUnitId: unitId };
  const shown = { subject: '路灯', text: '不亮', alias: '', place: '', fileIds: [] };
  const upload = { caseId: seen.caseId, upload: 'a'.repeat(64), name: '现场.jpg', isPublic: false };
  const dispatch = { mainUnitId: unitId, kind: 'forHandling' };
  return {
    'case.accept': seen,
    'case.refuse': { ...seen, reason, to: 'courts', whereTo: '县法院' },
    'case.instruct': { ...seen, text: '限期办结' },
    'case.dispatch': { ...seen, ...dispatch, coUnitIds: [] },
    'cases.dispatch': { cases: [seen], ...dispatch },
    'cases.urge': { cases: [seen], text: reason },
    'case.sign': seen,
    'case.askHandBack': back,
    'case.judgeHandBack': { ...seen, granted: true, reason },
    'case.takeBack': { ...seen, reason },
    'case.passOn': { ...seen, unitId, text: reason },
    'case.askExtension': { ...seen, days: 3, reason },
    'case.judgeExtension': { ...seen, granted: true },
    'case.extend': { ...seen, days: 3, reason },
    'case.askCitizen': { ...seen, question: '哪一户？' },
    'case.suspend': { ...seen, reason },
    'case.goOn': { ...seen, reason },
    'case.coAnswer': { ...seen, text: reason },
    'board.show': { number },
    'board.file': { fileId: 'none' },
    'board.similar': { text: '路灯' },
    'board.write': {
      kind: 'help',
      categoryCode: 'C0101',
      subject: '路灯',
      content: '不亮',
      aboutUnitIds: [],
      place: '',
      hidePlace: false,
      name: '李秀英',
      alias: '李女士',
      publish: true,
    },
    'board.follow': { number, follow: true },
    'publication.begin': { caseId: seen.caseId, ...shown },
    'publication.review': { publicationId: 'none', version: 0, verdict: 'pass', ...shown },
    'publication.takeOff': { publicationId: 'none', version: 0, reason },
    'case.setAddressee': seen,
    'case.files': { caseId: seen.caseId },
    'case.staff': { caseId: seen.caseId },
    'case.readers': { caseId: seen.caseId },
    'mentions.list': {},
    'mentions.read': { caseId: seen.caseId },
    'case.file': { caseId: seen.caseId, fileId: 'none' },
    'recording.list': { caseId: seen.caseId },
    'recording.watch': { caseId: seen.caseId, watchedId: fixed.callId },
    'recording.file': { caseId: seen.caseId, recordingId: 'none' },
    'case.addFile': upload,
    'case.removeFile': { caseId: seen.caseId, fileId: 'none' },
    'my.files': { caseId: seen.caseId },
    'my.file': { caseId: seen.caseId, fileId: 'none' },
    'my.addFile': upload,
    'case.recordStep': { ...seen, kind: 'visit', on: '2024-11-20', who: '刘芳', text: reason },
    'case.draftReply': { ...seen, text: reason },
    'case.firstReview': { ...seen, verdict: 'pass' },
    'case.finalReview': { ...seen, verdict: 'pass' },
    'case.followUp': { ...seen, contacted: false },
    'case.revealPhone': { caseId: seen.caseId },
    'supervise.section': { section: 'toCheck' },
    'figures.show': { from: '2026-11-01', until: '2026-11-30' },
    'case.close': seen,
    'case.reopen': { ...seen, reason },
    'case.urge': { ...seen, text: reason },
    'case.supervise': { ...seen, text: reason },
    'case.acknowledge': { caseId: seen.caseId },
    'case.setUrgency': { ...seen, urgency: 'danger', reason },
    'cases.ringing': {},
    'cases.reminders': {},
    'case.listHard': { ...seen, reason },
    'case.merge': { ...seen, intoNumber: number },
    'cases.merge': { cases: [seen], intoNumber: number },
    'case.sameEvening': { number },
    'case.split': { ...seen, subject: '另一件事', reason },
    'case.link': { ...seen, toNumber: number },
    'case.protect': { ...seen, aboutUnitIds: [], aboutPersonIds: [], sealed: false, reason },
    'my.case': { number },
    'my.add': { ...seen, text: reason },
    'my.answer': { ...seen, text: reason },
    'my.withdraw': seen,
    'my.rate': { ...seen, solved: 5, attitude: 5, speed: 5 },
    'my.notSolved': { ...seen, reason },
    'my.consent': { ...seen, given: true, wording: PUBLICATION_WORDING },
  };
};

/** A fitting input of every action, of the records that are named. */
function inputOf(name: ActionName, ids: Partial<typeof fixed> = {}): Record<string, unknown> {
  const of = { ...fixed, ...ids };
  const { sessionId, ticketId, callId, caseId, seatId, unitId, promiseId, number } = of;
  const ticket = { sessionId, ticketId };
  const question = { sessionId, questionId: 'none' };
  const call = { sessionId, callId };
  const inputs: Partial<Record<ActionName, Record<string, unknown>>> = {
    ...caseSteps({ caseId, version: 0 }, unitId, number),
    'session.show': { sessionId },
    'poster.show': { sessionId },
    'receipt.show': { token: 'none' },
    'phone.requestCode': { phone: newPhone() },
    'phone.verify': { phone: newPhone(), code: '000000' },
    'additions.show': { ticketId },
    'photo.show': { ticketId, photoId: 'none' },
    'addition.write': { ticketId, text: '照片上是路口' },
    'photo.add': { ticketId, upload: 'a'.repeat(64) },
    'photo.remove': { ticketId, photoId: 'none' },
    'document.show': { ticketId, documentId: 'none' },
    'document.add': { ticketId, name: '合同.pdf', upload: 'a'.repeat(64) },
    'document.remove': { ticketId, documentId: 'none' },
    'carry.make': { ticketId },
    'push.offer': { ticketId },
    'push.subscribe': {
      ticketId,
      endpoint: 'https://push.example.org/one',
      p256dh: `B${'A'.repeat(86)}`,
      auth: 'A'.repeat(22),
      language: 'zh-CN',
    },
    'push.end': { ticketId },
    'mail.show': { ticketId },
    'mail.ask': { ticketId, address: 'name@example.org' },
    'mail.confirm': { ticketId, code: '000000' },
    'mail.end': { ticketId },
    'mail.endByLink': { token: 'A'.repeat(40) },
    'carry.take': { code: 'AAAAAA' },
    'staff.signIn': { userName: 'nobody', password: 'x' },
    'ticket.take': joinInput(sessionId, `第${numbers++}人`),
    'briefing.open': { sessionId },
    'ledger.open': { sessionId },
    'minutes.list': {},
    'minutes.show': { minutesId: 'none' },
    'minutes.draft': { sessionId },
    'minutes.reword': { minutesId: 'none', version: 0, title: '纪要', intro: '', rows: [] },
    'minutes.review': { minutesId: 'none', version: 0, verdict: 'pass' },
    'minutes.takeOff': { minutesId: 'none', version: 0, reason: '有误' },
    'minutes.read': { sessionId },
    'minutes.published': {},
    'bar.lift': { barId: 'none', reason: '限错了人' },
    'words.add': { text: '骗子', level: 'ask', reason: '骂人的话' },
    'words.remove': { word: '骗子' },
    'templates.save': { ofUnit: false, use: 'reply', title: '供水', text: '您好，{number} 已经办好。' },
    'templates.remove': { templateId: 'none' },
    'week.show': { day: '2026-12-01' },
    'evening.setDuty': { sessionId, unitId, name: '刘芳', reach: '5551234' },
    'evening.setRehearsed': { sessionId, rehearsed: true },
    'rehearsal.start': { callers: 1, sessionId },
    'booking.move': { ticketId, toSessionId: bookable },
    'ticket.edit': { ticketId, subject: '路灯两盏', more: '' },
    'waitlist.join': joinInput(sessionId, `第${numbers++}人`),
    'waitlist.show': { entryId: 'none' },
    'waitlist.leave': { entryId: 'none' },
    'ticket.takeFor': { ...joinInput(sessionId, `第${numbers++}人`), phone: null, byPhone: false },
    'tickets.taken': { sessionId },
    'helper.book': { sessionId, seatId, kind: 'signLanguage', name: '孙老师', language: null },
    'helper.remove': { sessionId, helperId: 'none' },
    'helper.open': { secret: 'a'.repeat(40) },
    'helper.me': {},
    'helper.leave': {},
    'caption.type': { text: '路灯' },
    'caption.write': { text: '路灯' },
    'caption.list': { caseId },
    'caption.open': { caseId, callId },
    'caption.show': { caseId, callId },
    'terminal.setUp': { name: '石桥镇便民服务中心' },
    'terminals.list': {},
    'terminal.end': { terminalId: 'none' },
    'terminal.show': { sessionId },
    'ticket.enter': { ticketId, participation: 'video' },
    'leftMessage.begin': { ticketId, container: 'webm', bytes: 1 },
    'leftMessage.received': { ticketId, recordingId: 'none' },
    'leftMessage.send': { ticketId, recordingId: 'none', version: '2026-11-2' },
    'ticket.offerStep': { ...ticket, step: 'audio' },
    'ticket.declineStep': { ticketId },
    'ticket.stepAway': { ticketId },
    'ticket.comeBack': { ticketId },
    'ticket.leave': { ticketId },
    'ticket.answer': { ticketId },
    'ticket.choices': { ticketId },
    'ticket.chooseNext': { ticketId, choice: 'written', toSessionId: null },
    'ticket.readMessages': { ticketId, upTo: 1 },
    'ticket.changeConsent': { ticketId, scope: 'recording', given: true, version: '2026-11-2' },
    'session.changeLeader': {
      sessionId,
      seatId,
      what: 'late',
      officialName: null,
      officialTitle: null,
      text: '请稍候',
    },
    'queue.call': { ...ticket, reason: '年长' },
    'queue.reached': ticket,
    'queue.passOver': ticket,
    'queue.return': { ...ticket, reason: '线路' },
    'queue.send': { ...ticket, toSeatId: null, reason: '需要领导答复' },
    'room.callNext': { sessionId, seatId },
    'queue.move': { ...ticket, beforeTicketId: null, reason: '年长' },
    'emergency.raise': { ...ticket, said: '' },
    'emergency.open': { emergencyId: 'none' },
    'emergency.accept': { emergencyId: 'none' },
    'emergency.called': { emergencyId: 'none', whom: 'police' },
    'emergency.close': { emergencyId: 'none', outcome: 'calmed', note: '' },
    'ticket.bars': { ticketId: ticket.ticketId },
    'ticket.bar': { ...ticket, length: 'days7', reason: '辱骂' },
    'queue.refuse': { ...ticket, reason: '诉讼', whereTo: '法院' },
    'ticket.undo': ticket,
    'log.show': { sessionId, after: '0' },
    'log.download': { sessionId, filter: { kinds: [], who: null, text: '' } },
    'ticket.approve': approval(ticketId),
    'ticket.logSpokenConsent': { ...ticket, scope: 'recording', given: true },
    'ticket.toDeck': { ...ticket, seatId },
    'ticket.revealPhone': ticket,
    'trouble.show': ticket,
    'trouble.join': { sessionId, ticketIds: [ticketId, ticketId] },
    'trouble.split': ticket,
    'ticket.rang': { ...ticket, result: 'byPhone' },
    'call.putThrough': ticket,
    'call.swap': ticket,
    'call.byPhone': { ...ticket, seatId, reason: '年长' },
    'call.setPublic': { ...call, public: false },
    'call.hold': call,
    'call.resume': call,
    'call.extend': call,
    'call.handOver': { ...call, toSeatId: seatId },
    'summons.call': { ...call, seatId },
    'summons.dismiss': { ...call, seatId },
    'summons.accept': { ...call, seatId },
    'summons.refuse': { ...call, seatId, reason: '走不开' },
    'summons.leave': { ...call, seatId },
    'call.end': { ...call, outcome: 'answered', note: '', whereTo: null, unitId: null },
    'call.note': { ...call, note: '记录' },
    'call.openCase': { ...call, subject: '另一件', kind: 'help', categoryCode: 'C0101' },
    'call.joinCase': { ...call, caseId },
    'promise.record': { ...call, caseId: null, wording: '修好', unitId, dueOn: '2099-01-01', confirmed: false },
    'promise.readBack': { ...call, promiseId },
    'call.remark': { ...call, caseId: null, text: '会研究' },
    'promise.confirm': { ...call, promiseId },
    'promise.withdraw': { ...call, promiseId },
    'message.send': { sessionId, ticketId: null, text: '请稍候' },
    'message.list': { sessionId },
    'call.addFile': { ...call, caseId, name: '合同.pdf', upload: 'a'.repeat(64) },
    'picture.choices': call,
    'picture.show': { ...call, from: 'ticket', pictureId: 'none' },
    'picture.send': { ...call, upload: 'a'.repeat(64) },
    'picture.hide': call,
    'picture.setPublic': { ...call, pictureId: 'none', public: true },
    'picture.showOwn': { ticketId, photoId: 'none' },
    'picture.hideOwn': { ticketId },
    'picture.open': { ...call, pictureId: 'none' },
    'question.ask': { sessionId, text: '什么时候通水？', name: '王芳', publicName: '' },
    'question.own': { sessionId },
    'question.withdraw': { sessionId },
    'questions.public': { sessionId },
    'questions.list': { sessionId },
    'question.approve': { ...question, wording: '什么时候通水？', publicName: '' },
    'question.refuse': { ...question, reason: '重复' },
    'question.merge': { ...question, intoId: 'none' },
    'question.onAir': question,
    'question.offAir': question,
    'question.answered': { ...question, note: '' },
    'question.putBack': question,
    'question.toCase': { ...question, subject: '通水', kind: 'consult', categoryCode: 'C0101' },
    'notices.ofTicket': { ticketId },
    'media.join': { clientId: randomId(), rtpCapabilities: null },
    'media.createTransport': { direction: 'send', protocol: 'any' },
    'media.connectTransport': { transportId: 'none', dtlsParameters: {} },
    'media.restartIce': { transportId: 'none' },
    'media.produce': { transportId: 'none', source: 'camera', kind: 'video', rtpParameters: {} },
    'media.setMuted': { producerId: 'none', muted: true },
    'media.subscribe': { producerId: 'none' },
    'media.consumerReady': { consumerId: 'none' },
    'media.reportQuality': {
      quality: { overMs: 5000, received: 1, lost: 0, jitterMs: 0, roundTripMs: 0, freezes: 0, width: 1, height: 1 },
    },
    'calendar.show': { from: '2026-12-01', until: '2026-12-31' },
    'evening.plan': evening,
    'evening.change': { ...evening, sessionId, following: false },
    'evening.postpone': { sessionId, reason: '防汛' },
    'evening.cancel': { sessionId, reason: '防汛', following: false },
    'series.plan': { weekdays: [2], time: '19:00', from: '2099-01-01', until: null, plan: evening.plan },
    'calendar.setDay': { date: '2099-01-01', works: false, name: '元旦' },
    'calendar.import': { text: 'BEGIN:VCALENDAR\nEND:VCALENDAR' },
    'case.show': { number },
    'case.sheet': { number },
    'cases.similar': { text: '村口的路灯坏了' },
    'caseView.save': { name: '超期', query: 'marks=overdue', shared: false },
    'caseView.rename': { viewId: 'none', name: '超期件' },
    'caseView.delete': { viewId: 'none' },
    'case.note': { caseId, text: '已电话联系' },
    'case.categorise': { caseId, kind: 'help', categoryCode: 'C0101' },
  };
  const given = inputs[name];
  if (given) return name === 'ticket.approve' ? { ...given, sessionId } : given;
  return /^(session\.(openLobby|closeLobby|start|pause|resume|end)|queue\.callNext|programme\.)/.test(name)
    ? { sessionId }
    : {};
}

/** The code of the refusal, or `ok`. Without a command id nothing is done by whom it is allowed. */
async function tried(
  client: Client,
  door: 'http' | 'socket',
  name: ActionName,
  input: Record<string, unknown>,
  commandId?: string,
): Promise<string> {
  if (door === 'socket') {
    const ack = (await client.socket?.raw({ name, input, ...(commandId ? { commandId } : {}) })) as Ack;
    return ack.ok ? 'ok' : ack.error.code;
  }
  const http = ACTIONS.get(name)?.http;
  if (!http || !client.http) throw new Error(name);
  const { ...rest } = input;
  let url = http.path.replace(/\{(\w+)\}/g, (_all, key: string) => {
    const value = String(rest[key]);
    delete rest[key];
    return value;
  });
  if (http.method === 'GET' && Object.keys(rest).length > 0)
    url += `?${new URLSearchParams(rest as Record<string, string>)}`;
  // A client of its own, so that signing out or in does not change who the others are.
  const copy = new HttpClient(app.origin);
  const headers = { cookie: client.http.cookieHeader, ...(commandId ? { 'idempotency-key': commandId } : {}) };
  const response = await copy.raw(http.method, url, http.method === 'GET' ? undefined : JSON.stringify(rest), headers);
  const body = (await response.json()) as { code?: string };
  return response.ok ? 'ok' : (body.code ?? `status ${response.status}`);
}

/** Done without a transaction of a remembered command: they would really be done, a report of quality after its answer. */
const NOT_TRIED: readonly ActionName[] = ['staff.signOut', 'citizen.signOut', 'media.reportQuality'];
const WHO_REFUSALS = ['FORBIDDEN', 'NOT_SIGNED_IN'];

describe('[T1] who may', () => {
  const cells = [...ACTIONS.keys()]
    .filter((name) => !NOT_TRIED.includes(name))
    .map((name) => [name, RULES[name] as Rule] as const);

  test.each(cells)('%s', async (name, rule) => {
    const action = ACTIONS.get(name);
    const before = await digestOf(app.deps.store.read, SESSION);
    for (const client of clients) {
      for (const door of ['http', 'socket'] as const) {
        if (door === 'http' ? !action?.http || !client.http : !action?.socket || !client.socket) continue;
        const named = rule.who.some((who) => client.as.includes(who));
        // A holder's ticket must be the own one, and a citizen's case.
        const asStaff = rule.who.some(
          (who) => !['citizen', 'villageOfficer', 'terminal'].includes(who) && client.as.includes(who),
        );
        // Nothing is named of another seat in what its own camera does.
        // To whose stage it was called is asked of the call (C13).
        const ofCall = name.startsWith('media.') || name.startsWith('picture.');
        const inReach = !client.elsewhere || rule.who.includes('anyone') || ofCall;
        const ofOwn = rule.ownTicket || (rule.caseStep !== undefined && rule.who.includes('citizen'));
        const may = named && inReach && (!ofOwn || client.owner || asStaff);
        const code = await tried(client, door, name, inputOf(name));
        const told = `${client.is} by ${door}: ${code}`;
        if (may) expect(WHO_REFUSALS, told).not.toContain(code);
        // Whoever is not signed in is asked to; everybody else is told no.
        else expect(code, told).toBe(client.signedIn ? 'FORBIDDEN' : 'NOT_SIGNED_IN');
        if (may && action?.kind === 'command' && action.socket) expect(code, told).toBe('BAD_INPUT');
      }
    }
    expect(await digestOf(app.deps.store.read, SESSION)).toBe(before);
  });
});

const onePixel = () =>
  sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
/** A photo that can be taken away, and one that was sent and can be kept. */
async function putPhoto(ticket: TicketRecord, input: Record<string, unknown>): Promise<void> {
  const photo = { photoId: `ph-${randomId()}`, width: 1, height: 1, at: 1, jpegBase64: 'AAAA' };
  if ('photoId' in input) await app.deps.store.transaction((tx) => tx.insertPhoto(ticket, photo));
  if ('photoId' in input) input.photoId = photo.photoId;
  if ('upload' in input) input.upload = await app.deps.pictures.take(await onePixel());
}

/** A PDF file that can be taken away, and one that was sent and can be kept. */
async function putDocument(ticket: TicketRecord, input: Record<string, unknown>): Promise<void> {
  const document = { documentId: `do-${randomId()}`, name: '合同.pdf', at: 1, pdfBase64: 'AAAA' };
  if ('documentId' in input) await app.deps.store.transaction((tx) => tx.insertDocument(ticket, document));
  if ('documentId' in input) input.documentId = document.documentId;
  if ('upload' in input) input.upload = await app.deps.files.take(Buffer.from('%PDF-1.4\n%%EOF\n'), 'matter');
}

describe('[T1] in which state of the ticket', () => {
  const names = [...ACTIONS.keys()].filter((name) => RULES[name].ticketStates);
  const cells = names.flatMap((name) => TICKET_STATES.map((state) => [name, state] as const));
  /** Where the rule allows and more is asked for. */
  const facts: Partial<Record<ActionName, Partial<TicketRecord> & { answeredAt?: number | null }>> = {
    'queue.reached': { participation: 'phone', answeredAt: null },
    'queue.passOver': { answeredAt: null },
    'call.byPhone': { participation: 'phone' },
  };

  const inSession: Partial<Record<ActionName, SessionRecord['state']>> = {
    // Of a session that was called off everybody chooses who may at all (S4).
    'ticket.chooseNext': 'cancelled',
    'booking.move': 'scheduled',
  };

  test.each(cells)('%s while %s', async (name, state) => {
    const { store } = app.deps;
    const rule: Rule = RULES[name];
    const session = sessionIn(inSession[name] ?? 'live');
    const ticket = ticketIn(state, {
      sessionId: session.id,
      personId,
      number: numbers++,
      ...(state === 'screening' ? facts[name] : {}),
      ...(name === 'ticket.edit' ? { approval: null } : {}),
      ...(name === 'ticket.declineStep' ? { ladder: { soundFor: null, offered: 'phone' } } : {}),
    });
    await store.transaction(async (tx) => {
      await tx.saveSession(session);
      await tx.insertTicket(ticket);
    });
    const by = rule.who.includes('citizen') ? citizen : moderator;
    const input = inputOf(name, { sessionId: session.id, ticketId: ticket.id });
    const stored = () => store.read.ticket(ticket.id);
    if (name === 'leftMessage.received') {
      const message = beginMessage(ticket, { id: `rc-${randomId()}`, file: 'none', container: 'webm' }, Date.now());
      await store.transaction((tx) => tx.insertRecording(message));
      input.recordingId = message.id;
    }
    if (ACTIONS.get(name)?.kind === 'query') {
      expect(await tried(by, 'http', name, input)).toBe(rule.ticketStates?.includes(state) ? 'ok' : 'WRONG_STATE');
      expect(await stored()).toEqual(ticket);
      return;
    }
    if (!ACTIONS.get(name)?.socket) {
      // What is kept beside the ticket: it asks for more than a state, and leaves the ticket as it was.
      const answer = await tried(by, 'http', name, input, randomId());
      if (rule.ticketStates?.includes(state)) expect(answer).not.toBe('WRONG_STATE');
      else expect(answer).toBe('WRONG_STATE');
      expect(await stored()).toEqual(ticket);
      return;
    }
    if (name.startsWith('photo.')) await putPhoto(ticket, input);
    if (name.startsWith('document.')) await putDocument(ticket, input);
    const ack = (await by.socket?.raw({ name, commandId: randomId(), input })) as Ack;
    if (rule.ticketStates?.includes(state)) {
      expect(ack).toMatchObject({ ok: true });
      // Twice where whoever comes back is near, and hears so.
      expect((await stored())?.version).toBeGreaterThan(ticket.version);
    } else {
      expect(ack).toMatchObject({ ok: false, error: { code: 'WRONG_STATE', details: { state } } });
      expect(await stored()).toEqual(ticket);
      expect(await store.read.auditOfSession(session.id, 10)).toEqual([]);
    }
  });
});

/** Allowed by the state of their session, and refused for that of another of this test. */
const REFUSED_BESIDES: Partial<Record<ActionName, string>> = {
  'rehearsal.start': 'EVENING_IS_LIVE',
  // None of the questions that these name is there.
  'question.approve': 'NOT_FOUND',
  'question.refuse': 'NOT_FOUND',
  'question.merge': 'NOT_FOUND',
  'question.onAir': 'NOT_FOUND',
  'question.offAir': 'NOT_FOUND',
  'question.answered': 'NOT_FOUND',
  'question.toCase': 'NOT_FOUND',
  'question.putBack': 'NOT_FOUND',
  // A call of another evening than the asker's desk.
  'picture.choices': 'NOT_FOUND',
  'picture.show': 'NOT_FOUND',
  'picture.hide': 'NOT_FOUND',
  'picture.setPublic': 'NOT_FOUND',
  'picture.send': 'NOT_A_PICTURE',
  'call.addFile': 'NOT_A_FILE',
};

describe('[T1] in which state of the session', () => {
  const names = [...ACTIONS.keys()].filter((name) => RULES[name].sessionStates);
  const cells = names.flatMap((name) => SESSION_STATES.map((state) => [name, state] as const));
  const ticketFor: Partial<Record<ActionName, TicketRecord['state']>> = {
    'booking.move': 'booked',
    'ticket.toDeck': 'screening',
    'call.putThrough': 'onDeck',
    'call.swap': 'onDeck',
  };

  const demoRoom = { unitId: 'u-water', categories: [], turn: 0 };
  const withRoom = { seats: [leaderSeat, { ...leaderSeat, id: DEMO_ROOM_ID, onAir: false, room: demoRoom }] };

  test.each(cells)('%s while %s', async (name, state) => {
    const { store } = app.deps;
    // One in which this person has no place yet.
    if (name === 'booking.move') await planBookable();
    const ahead = state === 'scheduled' ? { startsAt: Date.now() + 60_000 } : {};
    // While the evening goes on a choice is there once the leader changed (S5).
    const leader = name === 'ticket.chooseNext' ? { leaderChange: { at: 0, what: 'late' as const, seatId: SEAT } } : {};
    const session = sessionIn(state, { admitting: name !== 'session.openLobby', ...ahead, ...leader, ...withRoom });
    const ticket = ticketIn(ticketFor[name] ?? 'waiting', {
      sessionId: session.id,
      personId,
      number: numbers++,
      ...(name === 'room.callNext' ? { sentTo: { to: 'room', seatId: DEMO_ROOM_ID } as const } : {}),
    });
    await store.transaction(async (tx) => {
      await tx.saveSession(session);
      await tx.insertTicket(ticket);
    });
    const rule: Rule = RULES[name];
    const seatId = name === 'room.callNext' ? DEMO_ROOM_ID : SEAT;
    const input = inputOf(name, { sessionId: session.id, ticketId: ticket.id, seatId });
    const door = ACTIONS.get(name)?.socket ? 'socket' : 'http';
    const duty = async () => ({ ...moderator, socket: await officer(session.id) });
    const desk = name === 'ticket.takeFor' ? village : administrator;
    const by = rule.who.includes('moderator') ? moderator : desk;
    const who = rule.who.includes('citizen') ? citizen : name === 'room.callNext' ? await duty() : by;
    const code = await tried(who, who === citizen && ACTIONS.get(name)?.http ? 'http' : door, name, input, randomId());
    expect(code).toBe(
      rule.sessionStates?.includes(state) ? (REFUSED_BESIDES[name] ?? 'ok') : sessionCodeOf(rule, state),
    );
    if (code === 'ok') return;
    expect(await store.read.session(session.id)).toEqual(session satisfies SessionRecord);
    expect(await store.read.ticket(ticket.id)).toEqual(ticket);
    expect(await store.read.auditOfSession(session.id, 10)).toEqual([]);
  });
});

describe('[T1] in which state of the call', () => {
  const names = [...ACTIONS.keys()].filter((name) => RULES[name].callStates);
  const cells = names.flatMap((name) => CALL_STATES.map((state) => [name, state] as const));

  test.each(cells)('%s while %s', async (name, state) => {
    const { store } = app.deps;
    const session = sessionIn('live');
    const ids = { callId: `ca-${randomId()}`, caseId: `cs-${randomId()}`, promiseId: `pr-${randomId()}` };
    const ticket = ticketIn(state === 'ended' ? 'done' : 'live', {
      sessionId: session.id,
      personId,
      number: numbers++,
      callId: ids.callId,
    });
    const call = callIn(state, { id: ids.callId, sessionId: session.id, ticketId: ticket.id });
    await store.transaction(async (tx) => {
      await tx.saveSession(session);
      await tx.insertTicket(ticket);
      await tx.insertCall(call);
      const { countyId } = ticket;
      const number = `DL2026-7${String(numbers++).padStart(5, '0')}`;
      const matter = {
        kind: 'help',
        state: 'submitted',
        subject: '路灯',
        more: '',
        placeName: '',
        categoryCode: null,
      } as const;
      await tx.insertCase(
        caseIn({
          id: ids.caseId,
          countyId,
          number,
          ...matter,
          personId,
          ticketId: ticket.id,
          callId: ids.callId,
        }),
      );
      await tx.insertPromise({
        id: ids.promiseId,
        countyId,
        caseId: ids.caseId,
        callId: ids.callId,
        wording: '修好',
        unitId: fixed.unitId,
        dueOn: '2099-01-01',
        readBackAt: Date.now(),
        confirmedAt: null,
        seat: null,
        recordedBy: '周敏',
      });
    });
    const rule: Rule = RULES[name];
    const by = rule.who.includes('aide') ? aide : moderator;
    const code = await tried(by, 'socket', name, inputOf(name, { ...ids, sessionId: session.id }), randomId());
    // A call that never was live can only have failed (C5).
    const failedOnly = name === 'call.end' && state === 'connecting';
    const allowed = rule.callStates?.includes(state) && !failedOnly;
    expect(code).toBe(allowed ? (REFUSED_BESIDES[name] ?? 'ok') : 'WRONG_STATE');
    if (code !== 'ok') expect(await store.read.call(call.id)).toEqual(call);
  });
});

describe('staff of another county', () => {
  test('find nothing of this one, and read none of its cases', async () => {
    const { store, secrets } = app.deps;
    const token = secrets.newToken();
    await store.transaction(async (tx) => {
      await tx.insertCounty({
        id: 'other',
        name: '邻县',
        zone: 'Asia/Shanghai',
        demo: true,
        places: [],
        limits: null,
        recordingDays: null,
      });
      const roles = ['moderator', 'aide', 'official', 'caseworker', 'supervisor', 'administrator'] as const;
      await tx.insertAccount({
        personId: 'other-admin',
        countyId: 'other',
        userName: 'admin',
        displayName: '邻县管理员',
        passwordHash: '',
        unitId: null,
        roles,
      });
      await tx.insertSignIn({
        tokenHash: secrets.hash(token),
        countyId: 'other',
        personId: 'other-admin',
        phoneId: null,
        expiresAt: Date.now() + 3_600_000,
      });
    });
    const http = new HttpClient(app.origin);
    const headers = { cookie: `directline-staff=${token}` };
    expect(await (await http.raw('GET', '/api/staff/me', undefined, headers)).json()).toMatchObject({
      userName: 'admin',
      countyId: 'other',
    });
    expect(await (await http.raw('GET', '/api/cases', undefined, headers)).json()).toEqual({
      cases: [],
      nextCursor: null,
    });
    expect((await http.raw('GET', `/api/cases/${fixed.number}`, undefined, headers)).status).toBe(404);
    const body = JSON.stringify({ kind: 'help', categoryCode: 'C0101' });
    expect(
      (
        await http.raw('PUT', `/api/cases/${fixed.caseId}/category`, body, {
          ...headers,
          'idempotency-key': randomId(),
        })
      ).status,
    ).toBe(404);
    expect(await (await http.raw('GET', '/api/units', undefined, headers)).json()).toEqual({ units: [] });
    const carrying = Object.assign(Object.create(http) as HttpClient, {});
    Object.defineProperty(carrying, 'cookieHeader', { value: headers.cookie });
    for (const as of ['moderator', 'aide'] as const)
      await expect(SocketClient.connect(carrying, { as, sessionId: SESSION })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
  });
});

describe('connecting', () => {
  test('as more than the account is, is refused; as another’s citizen, there is no such ticket', async () => {
    const { origin } = app;
    const refused = [
      ['caseworker', 'moderator'],
      ['supervisor', 'moderator'],
      ['leader', 'moderator'],
      ['leader', 'aide'],
      ['aide', 'moderator'],
      ['moderator', 'aide'],
      ['moderator', 'official'],
    ] as const;
    for (const [userName, as] of refused) {
      const connecting = connectDesk(await signInStaff(origin, userName), as);
      await expect(connecting, `${userName} as ${as}`).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    await expect(connectDesk(new HttpClient(origin), 'moderator')).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    const nobody = { as: 'citizen', sessionId: SESSION, ticketId: fixed.ticketId } as const;
    await expect(SocketClient.connect(new HttpClient(origin), nobody)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    await expect(SocketClient.connect(await signInPhone(origin), nobody)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const elsewhere = { as: 'audience', sessionId: 'nowhere' } as const;
    await expect(SocketClient.connect(new HttpClient(origin), elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(phoneId).not.toBe('');
  });
});
