/**
 * The demo county 青禾县: places, units, accounts whose password everybody knows, and sessions, one of them always
 * open now. Safe to run at every start and by the clock.
 */
import { Temporal } from 'temporal-polyfill';
import type { StaffRole } from '../../shared/roles.ts';
import { UNBEGUN } from '../domain/sessions/transitions.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import type { Reader, Store, Writer } from '../services/ports/store.ts';
import { seedDemoCases } from './seed-demo-cases.ts';
import { DEMO_ADDRESSEES, DEMO_PLACES, DEMO_UNITS } from './seed-demo-places.ts';
import { DEMO_TEMPLATES } from './seed-demo-templates.ts';

export const DEMO_COUNTY_ID = 'qinghe';
export const DEMO_PASSWORD = 'directline';
/** What addresses of the demo call its open session, whichever that is; the first one bears it as its id. */
export const DEMO_SESSION_ID = 'demo';

/** The department's room of the demo's evenings. */
export const DEMO_ROOM_ID = 'seat-2';

interface DemoAccount {
  readonly personId: string;
  readonly userName: string;
  readonly displayName: string;
  readonly unitId: string | null;
  readonly roles: readonly StaffRole[];
}

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { personId: 'demo-moderator', userName: 'moderator', displayName: '主持人 周敏', unitId: null, roles: ['moderator'] },
  { personId: 'demo-aide', userName: 'aide', displayName: '联络员 陈立', unitId: null, roles: ['aide'] },
  { personId: 'demo-leader', userName: 'leader', displayName: '县长 王建国', unitId: null, roles: ['official'] },
  {
    personId: 'demo-caseworker',
    userName: 'caseworker',
    displayName: '承办员 刘芳',
    unitId: 'u-agriculture',
    roles: ['caseworker'],
  },
  {
    personId: 'demo-duty',
    userName: 'duty',
    displayName: '值班员 郑波',
    unitId: 'u-water',
    roles: ['caseworker'],
  },
  {
    personId: 'demo-head',
    userName: 'head',
    displayName: '局长 马建华',
    unitId: 'u-agriculture',
    roles: ['unitHead'],
  },
  {
    personId: 'demo-town',
    userName: 'town',
    displayName: '镇承办员 杨秀',
    unitId: 'u-shiqiao',
    roles: ['caseworker'],
  },
  { personId: 'demo-clerk', userName: 'clerk', displayName: '编审员 吴静', unitId: null, roles: ['clerk'] },
  {
    personId: 'demo-inspector',
    userName: 'inspector',
    displayName: '监察员 李明',
    unitId: null,
    roles: ['inspector'],
  },
  {
    personId: 'demo-supervisor',
    userName: 'supervisor',
    displayName: '督办员 赵强',
    unitId: 'u-petitions',
    roles: ['supervisor'],
  },
  {
    personId: 'demo-officer',
    userName: 'officer',
    displayName: '村干部 何建军',
    unitId: 'u-shiqiao',
    roles: ['villageOfficer'],
  },
  { personId: 'demo-admin', userName: 'admin', displayName: '管理员 孙丽', unitId: null, roles: ['administrator'] },
];

const ZONE = 'Asia/Shanghai';
const MINUTE_MS = 60_000;
const RUNS_MS = 90 * MINUTE_MS;
/** A running session with less left than this is not worth trying out. */
const LEAST_LEFT_MS = 30 * MINUTE_MS;
const TUESDAY = 2;
const THURSDAY = 4;
const OPENS_AT = Temporal.PlainTime.from('19:00');
const CLOSES_AT = Temporal.PlainTime.from('20:30');

export interface SeedDemoOptions {
  /** Epoch milliseconds. */
  readonly now: number;
  hashPassword(password: string): Promise<string>;
  /** A new county begins with cases; otherwise with none. */
  withCases?: boolean;
}

/** Makes what is missing. Answers the id of the session that is running now. */
export async function seedDemo(
  store: Store,
  { now, hashPassword, withCases = false }: SeedDemoOptions,
): Promise<{ sessionId: string }> {
  const isNew = (await store.read.county(DEMO_COUNTY_ID)) === null;
  const found = await Promise.all(
    DEMO_ACCOUNTS.map(({ userName }) => (isNew ? null : store.read.account(DEMO_COUNTY_ID, userName))),
  );
  const missing = DEMO_ACCOUNTS.filter((_account, index) => found[index] === null);
  const hashes = await Promise.all(missing.map(() => hashPassword(DEMO_PASSWORD)));
  const posts = isNew ? [] : await store.read.addressees(DEMO_COUNTY_ID);
  const templates = isNew ? [] : await store.read.templates(DEMO_COUNTY_ID);
  const sessionId = await store.transaction(async (tx) => {
    if (isNew) await insertCounty(tx);
    for (const [index, account] of missing.entries()) {
      await tx.insertAccount({ ...account, countyId: DEMO_COUNTY_ID, passwordHash: hashes[index]! });
    }
    for (const [rank, post] of posts.length === 0 ? DEMO_ADDRESSEES.entries() : []) {
      await tx.insertAddressee({ ...post, countyId: DEMO_COUNTY_ID, rank });
    }
    for (const template of templates.length === 0 ? DEMO_TEMPLATES : []) {
      await tx.saveTemplate({ ...template, countyId: DEMO_COUNTY_ID, at: now, version: 0 });
    }
    for (const startsAt of nextEvenings(now)) await planEvening(tx, startsAt);
    if (isNew && withCases) await insertCases(tx, now);
    return (await openSession(tx, now + LEAST_LEFT_MS)) ?? newSession(tx, now);
  });
  return { sessionId };
}

/** While the demo runs: one session is open at every moment, however the last one ended. Answers its id. */
export async function keepDemoOpen(store: Store, now: number): Promise<string> {
  return (
    (await openSession(store.read, now + 1)) ??
    store.transaction(async (tx) => {
      for (const startsAt of nextEvenings(now)) await planEvening(tx, startsAt);
      return (await openSession(tx, now + 1)) ?? newSession(tx, now);
    })
  );
}

/** The newest session of the demo that is open and lasts until then. */
async function openSession(read: Reader, until: number): Promise<string | null> {
  const open = (await read.runningSessions()).filter(
    ({ id, state, endsAt }) => id.startsWith('demo') && state !== 'closing' && endsAt >= until,
  );
  return open.at(-1)?.id ?? null;
}

async function insertCounty(tx: Writer): Promise<void> {
  await tx.insertCounty({
    id: DEMO_COUNTY_ID,
    name: '青禾县',
    zone: ZONE,
    demo: true,
    places: DEMO_PLACES,
    limits: null,
    recordingDays: null,
  });
  for (const { id, name } of DEMO_UNITS) await tx.insertUnit({ id, countyId: DEMO_COUNTY_ID, name });
}

async function insertCases(tx: Writer, now: number): Promise<void> {
  const county = { zone: ZONE, days: await tx.calendarDays(DEMO_COUNTY_ID), limits: null };
  const evening = (startsAt: number, endsAt: number) => demoSession('demo-before', startsAt, endsAt);
  await seedDemoCases(tx, { countyId: DEMO_COUNTY_ID, now, county, evening });
}

/** The next Tuesday and the next Thursday that have not begun. */
function nextEvenings(now: number): Temporal.ZonedDateTime[] {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(ZONE);
  const next = (dayOfWeek: number) => {
    const day = here.toPlainDate().add({ days: (dayOfWeek - here.dayOfWeek + 7) % 7 });
    const opens = day.toZonedDateTime({ timeZone: ZONE, plainTime: OPENS_AT });
    return opens.epochMilliseconds > now ? opens : opens.add({ weeks: 1 });
  };
  return [next(TUESDAY), next(THURSDAY)].sort(Temporal.ZonedDateTime.compare);
}

async function planEvening(tx: Writer, opens: Temporal.ZonedDateTime): Promise<void> {
  const id = `demo-${opens.toPlainDate().toString()}`;
  if (await tx.session(id)) return;
  const closes = opens.withPlainTime(CLOSES_AT).epochMilliseconds;
  await tx.saveSession({
    ...demoSession(id, opens.epochMilliseconds, closes),
    title: opens.dayOfWeek === TUESDAY ? '周二直通夜' : '周四直通夜',
    number: 2 + Math.floor(opens.epochMilliseconds / (24 * 60 * MINUTE_MS) - 20_000),
    state: 'scheduled',
  });
  await tx.giveShortCode({ id, countyId: DEMO_COUNTY_ID });
}

/** A fresh one with its lobby open. */
async function newSession(tx: Writer, now: number): Promise<string> {
  const id = (await tx.session('demo')) ? `demo-${Math.floor(now / 1000).toString(36)}` : 'demo';
  const endsAt = now + RUNS_MS;
  await tx.saveSession({ ...demoSession(id, now - MINUTE_MS, endsAt), state: 'lobby', admitting: true });
  await tx.giveShortCode({ id, countyId: DEMO_COUNTY_ID });
  await tx.later({ queue: 'session.close', key: `${id}:${endsAt}`, at: endsAt, data: { sessionId: id } });
  return id;
}

function demoSession(id: string, startsAt: number, endsAt: number): Extract<SessionRecord, { state: 'scheduled' }> {
  return {
    id,
    countyId: DEMO_COUNTY_ID,
    seriesId: null,
    number: 1,
    title: '干群直通车（演示）',
    topic: '惠农补贴、住房、道路与饮水',
    scope: '县政府职责范围内的咨询、求助、建议和投诉；已进入诉讼、仲裁、复议的事项不在此列。',
    zone: ZONE,
    startsAt,
    endsAt,
    public: true,
    recorded: true,
    // Whoever tries it with two windows side by side looks for themselves at once.
    delayMs: 0,
    capacity: 200,
    callLengthMs: 8 * MINUTE_MS,
    overtimeMs: 5 * MINUTE_MS,
    ratio: { booked: 2, walkIn: 1 },
    seats: [
      { id: 'seat-1', name: '一号席', officialName: '王建国', officialTitle: '县长', onAir: true },
      {
        id: DEMO_ROOM_ID,
        name: '水利局连线室',
        officialName: '郑波',
        officialTitle: '水利局值班员',
        onAir: false,
        // Water supply, in towns and in villages.
        room: { unitId: 'u-water', categories: ['C0102', 'C0304'], turn: 0 },
      },
    ],
    ...UNBEGUN,
    state: 'scheduled',
  };
}
