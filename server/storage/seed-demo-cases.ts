/** Cases of the demo county for whoever starts it first: every home, list, board and figure has something to show. */
import type { AuditEntry } from '../domain/audit/types.ts';
import { dateIn } from '../domain/calendar/working-days.ts';
import type { CountyTime } from '../domain/cases/deadlines.ts';
import { begin, type Original, type PublicationRecord, review } from '../domain/cases/publication.ts';
import { openCase } from '../domain/cases/transitions.ts';
import type { CaseRecord } from '../domain/cases/types.ts';
import type { Decision } from '../domain/result.ts';
import type { Reviewer } from '../domain/reviews.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import type { Writer } from '../services/ports/store.ts';
import { DEMO_PEOPLE, DEMO_STORIES, type DemoStory, demoPhone, PAST_EVENING } from './seed-demo-stories.ts';
import {
  type Entry,
  type Hand,
  type Hands,
  instantOf,
  instantsOf,
  newLimits,
  type Tale,
  Teller,
} from './seed-demo-tale.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CLERK = { personId: 'demo-clerk', displayName: '编审员 吴静', unitId: null };
const SUPERVISOR = { personId: 'demo-supervisor', displayName: '督办员 赵强', unitId: 'u-petitions' };
const LEADER = { personId: 'demo-leader', displayName: '县长 王建国', unitId: null };
const MODERATOR = { personId: 'demo-moderator', displayName: '主持人 周敏', unitId: null };

/** Who works on a case in each unit, and who reviews it there; those without an account are names alone. */
const STAFF: Readonly<Record<string, readonly [worker: Named, head: Named]>> = {
  'u-agriculture': [
    ['demo-caseworker', '承办员 刘芳'],
    ['demo-head', '局长 马建华'],
  ],
  'u-water': [
    ['demo-duty', '值班员 郑波'],
    ['demo-water-head', '局长 郑宏'],
  ],
  'u-shiqiao': [
    ['demo-town', '镇承办员 杨秀'],
    ['demo-shiqiao-head', '镇长 何志强'],
  ],
  'u-housing': [
    ['demo-housing', '承办员 高翔'],
    ['demo-housing-head', '局长 孙志远'],
  ],
  'u-labour': [
    ['demo-labour', '承办员 白洁'],
    ['demo-labour-head', '局长 田野'],
  ],
  'u-insurance': [
    ['demo-insurance', '承办员 方圆'],
    ['demo-insurance-head', '局长 钟立'],
  ],
  'u-education': [
    ['demo-education', '承办员 林晓'],
    ['demo-education-head', '局长 秦文'],
  ],
  'u-transport': [
    ['demo-transport', '承办员 石磊'],
    ['demo-transport-head', '局长 路远'],
  ],
};
type Named = readonly [personId: string, displayName: string];

const handOf = (unitId: string | null, which: 0 | 1): Hand => {
  const named = unitId === null ? undefined : STAFF[unitId]?.[which];
  return named ? { personId: named[0], displayName: named[1], unitId } : SUPERVISOR;
};
const HANDS: Hands = {
  clerk: CLERK,
  supervisor: SUPERVISOR,
  leader: LEADER,
  aide: { personId: 'demo-aide', displayName: '联络员 陈立', unitId: null },
  worker: (unitId) => handOf(unitId, 0),
  head: (unitId) => handOf(unitId, 1),
};
const REVIEWERS: readonly [first: Reviewer, second: Reviewer, final: Reviewer] = [
  { ...CLERK, roles: ['clerk'] },
  { ...SUPERVISOR, roles: ['supervisor'] },
  { ...LEADER, roles: ['official'] },
];

export interface SeedDemoCases {
  readonly countyId: string;
  readonly now: number;
  readonly county: CountyTime;
  /** An evening of the demo, as it would be from then on. */
  evening(startsAt: number, endsAt: number): SessionRecord;
}

/** A person of the demo, as the store knows them. */
interface Known {
  readonly personId: string;
  readonly phoneId: string;
}
interface ToldStory {
  readonly story: DemoStory;
  readonly tale: Tale;
}

/** In the transaction that makes the county. */
export async function seedDemoCases(tx: Writer, options: SeedDemoCases): Promise<void> {
  const { countyId, now, county } = options;
  const people: Known[] = [];
  for (const [who, name] of DEMO_PEOPLE.entries()) {
    const phoneId = await tx.phoneId(countyId, demoPhone(who));
    people.push({ phoneId, personId: (await tx.citizen(countyId, phoneId, name)).id });
  }
  const inOrder = storiesAt(options);
  const numbers: string[] = [];
  for (const { at } of inOrder) {
    numbers.push(await tx.nextCaseNumber(countyId, Number(dateIn(at[0] ?? now, county.zone).slice(0, 4))));
  }
  const told = tellStories(options, inOrder, people, numbers);
  const session = await seedEvening(tx, options);
  for (const { story, tale } of told) {
    await keep(tx, tale, await seedCall(tx, session, story, tale.record));
    if (story.board) await publish(tx, story.board, tale, now);
    for (let index = 1; index <= (story.follows ?? 0); index += 1) {
      const { phoneId } = people[(story.who + index) % people.length]!;
      await tx.saveFollow({ caseId: tale.record.id, countyId, phoneId }, now);
    }
  }
}

/** Every story with the instants of its opening and its steps, the oldest first. */
export function storiesAt({ now, county }: Pick<SeedDemoCases, 'now' | 'county'>) {
  return DEMO_STORIES.map((story) => {
    const whens = [story.opened, ...story.steps.map(([day, hour]) => [day, hour] as const)];
    return { story, at: instantsOf(whens, now, county) };
  }).toSorted((one, other) => (one.at[0] ?? 0) - (other.at[0] ?? 0));
}

/** What becomes of the stories, in the order in which they are given. Pure. */
export function tellStories(
  { countyId, now, county }: Pick<SeedDemoCases, 'countyId' | 'now' | 'county'>,
  inOrder: ReturnType<typeof storiesAt>,
  people: readonly Known[],
  numbers: readonly string[],
): ToldStory[] {
  const teller = new Teller(HANDS, county, now);
  return inOrder.map(({ story, at }, index) => {
    const { personId, phoneId } = people[story.who]!;
    const [openedAt = now, ...rest] = at;
    const number = numbers[index] ?? '';
    const { key, kind, channel, category: categoryCode, subject, more, urgency = null, call } = story;
    const opened = openCase(
      {
        ...{ id: `demo-case-${key}`, countyId, number, personId, kind, channel, categoryCode, subject, more, urgency },
        ...(call ? { ticketId: `demo-ticket-${key}`, callId: `demo-call-${key}` } : { ticketId: null, callId: null }),
        placeName: story.place,
        alias: story.alias ?? '',
        publish: story.publish ?? false,
        addresseeId: story.addressee ?? null,
        aboutUnitIds: story.about ?? [],
        hiddenRemark: story.remark ?? '',
      },
      openedAt,
      newLimits({ kind, categoryCode, urgency }, openedAt, county),
    );
    const by = call ? MODERATOR : { personId: phoneId, displayName: 'citizen' };
    const what = call ? 'case.open' : 'case.handIn';
    const opening: Entry = { at: openedAt, by, what, why: null, data: { number } };
    const steps = story.steps.map(([, , step]) => step);
    return { story, tale: teller.tell(opened, opening, phoneId, steps, rest) };
  });
}

async function keep(tx: Writer, { record, ...tale }: Tale, ofCall: readonly AuditEntry[]): Promise<void> {
  const { id: caseId, countyId, ticketId } = record;
  await tx.insertCase(record, tale.entries.at(-1)?.at);
  const entries = tale.entries.map(({ by, ...entry }, index): AuditEntry => {
    const who = { byPersonId: by.personId, byName: by.displayName };
    return { id: `${caseId}-${index}`, countyId, sessionId: null, caseId, ticketId, ...who, ...entry };
  });
  // A log is read in the order of its writing.
  for (const entry of [...entries, ...ofCall].toSorted((one, other) => one.at - other.at)) await tx.appendAudit(entry);
  for (const reply of tale.replies) await tx.insertCaseReply(reply);
  for (const call of tale.followUps) await tx.insertFollowUp(call);
  for (const promise of tale.promises) await tx.insertPromise(promise);
  for (const mention of tale.mentions) await tx.insertMention(mention);
  await tx.insertMilestones(tale.milestones);
  for (const due of tale.marked) await tx.insertCaseMark(record, due, due.at);
  for (const { mark, at, deadline } of tale.toCome) {
    const key = `${caseId}:${mark}:${deadline}:${record.version}`;
    await tx.later({ queue: 'case.mark', key, at, data: { caseId, mark, deadline: String(deadline) } });
  }
}

/** Its message, and its answer where that is public too, through their reviews an hour apart (K8). */
async function publish(tx: Writer, far: NonNullable<DemoStory['board']>, tale: Tale, now: number): Promise<void> {
  const { record } = tale;
  const since = (from: number): [number, number, number] => {
    const last = Math.min(from + 4 * HOUR_MS, now - MINUTE_MS);
    return [last - 2 * HOUR_MS, last - HOUR_MS, last];
  };
  const { subject, more: text, alias, placeName: place } = record;
  const post = { kind: 'post', reply: null, subject, text, alias, place, fileIds: [] } as const;
  await tx.insertPublication(reviewed(`${record.id}-post`, tale, post, since(record.openedAt), far === 'begun'));
  const reply = tale.replies.find(({ officialAt }) => officialAt !== null);
  if (far !== 'answer' || !reply?.officialAt) return;
  const answer = { kind: 'reply', reply, subject: '', text: reply.text, alias: '', place: '', fileIds: [] } as const;
  await tx.insertPublication(reviewed(`${record.id}-answer`, tale, answer, since(reply.officialAt), false));
}

function reviewed(id: string, { record }: Tale, of: Original, at: [number, number, number], begun: boolean) {
  const { kind: _kind, reply: _reply, ...shown } = of;
  const [first, second, final] = REVIEWERS;
  const passed = { verdict: 'pass', shown, reason: '' } as const;
  const its = allowed(begin(id, record, of, shown, first, '', at[0]));
  if (begun) return its;
  const twice = allowed(review(its, record, of, passed, second, at[1]));
  return allowed(review(twice, record, of, passed, final, at[2]));
}

function allowed(decision: Decision<PublicationRecord, never>): PublicationRecord {
  if (!decision.ok) throw new Error(`the demo county cannot publish: ${decision.code}`);
  return decision.state;
}

/** Those who were put through in the evening that is over, in their order. */
const EVENING = DEMO_STORIES.filter(({ call }) => call);

/** The evening in which the calls were. */
async function seedEvening(tx: Writer, { now, county, evening }: SeedDemoCases): Promise<SessionRecord> {
  const startsAt = instantOf(PAST_EVENING, now, county);
  const endsAt = startsAt + 90 * MINUTE_MS;
  const calls = EVENING.length;
  const over = { state: 'ended', endedAt: endsAt, issued: calls, finishedCalls: calls } as const;
  const session: SessionRecord = { ...evening(startsAt, endsAt), ...over };
  await tx.saveSession(session);
  return session;
}

/** Its ticket and its call; answers what the log says of them. */
async function seedCall(
  tx: Writer,
  session: SessionRecord,
  { call, alias = '' }: DemoStory,
  { countyId, personId, ticketId: id, callId, openedAt: at, ...record }: CaseRecord,
): Promise<AuditEntry[]> {
  if (!call || id === null || callId === null) return [];
  const { subject, more, placeName, categoryCode } = record;
  const number = EVENING.findIndex(({ call: one }) => one === call) + 1;
  const seatId = session.seats[0]?.id ?? '';
  const endedAt = at + call.minutes * MINUTE_MS;
  const takenAt = session.startsAt - 20 * MINUTE_MS;
  const common = { countyId, sessionId: session.id, participation: 'video', version: 0 } as const;
  await tx.insertTicket({
    ...{
      ...common,
      id,
      personId,
      number,
      lane: 'walkIn',
      homeLane: 'walkIn',
      order: number,
      takenAt,
      enteredAt: takenAt,
      entered: true,
    },
    ...{ presence: 'here', subject, more, placeName, publicName: alias, categoryCode },
    approval: { at, by: MODERATOR.personId },
    consent: { call: true, recording: false, broadcast: true },
    ...{ passes: 0, passedAtCall: null, lastFailure: null, earlierVisits: 0, receiptToken: `demo-receipt-${number}` },
    ...{
      told: 'next',
      carriedFrom: null,
      added: null,
      messagesReadAt: null,
      sentTo: null,
      takenBy: null,
      ladder: null,
      undo: null,
    },
    ...{ state: 'done', endedAt, outcome: call.outcome, whereTo: null },
  });
  await tx.insertCall({
    ...{ ...common, id: callId, ticketId: id, seatId, startedAt: at, public: true, note: call.note, quality: null },
    ...{ heldMs: 0, extendedMs: 0, summons: [], shared: null, before: [] },
    ...{ state: 'ended', liveAt: at, endedAt, outcome: call.outcome, whereTo: null },
  });
  const entry = { countyId, sessionId: session.id, caseId: null, ticketId: id, why: null };
  const by = { byPersonId: MODERATOR.personId, byName: MODERATOR.displayName };
  const end = { callId, outcome: call.outcome, whereTo: null };
  return [
    { ...entry, ...by, id: `${callId}-put`, at, what: 'call.putThrough', data: { callId, seatId } },
    { ...entry, ...by, id: `${callId}-end`, at: endedAt, what: 'call.end', data: end },
  ];
}
