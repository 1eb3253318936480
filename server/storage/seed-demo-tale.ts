/**
 * How a case of the demo county came to stand where it stands: its steps are the domain's own, taken by the county's people
 * at times that are told in working days before the start, so that the demo looks alike whenever it begins. Pure.
 */
import { Temporal } from 'temporal-polyfill';
import { ratingTotal } from '../../shared/case-rating.ts';
import type { HandBackReason, RefusedTo, ReviewVerdict, Satisfaction } from '../../shared/states.ts';
import { dateIn, isWorkingDay } from '../domain/calendar/working-days.ts';
import { type CaseMark, type DueMark, marksToSet } from '../domain/cases/clock.ts';
import { type CountyTime, extended, goOn, limitsOf, startGoneOn } from '../domain/cases/deadlines.ts';
import * as loop from '../domain/cases/loop.ts';
import { type CaseMilestone, milestonesOf } from '../domain/cases/milestones.ts';
import * as transitions from '../domain/cases/transitions.ts';
import type {
  CaseRecord,
  CaseReplyRecord,
  FollowUpRecord,
  MentionRecord,
  PromiseRecord,
} from '../domain/cases/types.ts';
import type { Decision } from '../domain/result.ts';

/**
 * So many working days before the start (0: the newest that has begun), and an hour of that day, `9.5`: half past nine; or
 * so many hours before the start.
 */
export type When = readonly [daysAgo: number | 'hoursAgo', hour: number];

export type DemoStep =
  | { readonly do: 'accept' | 'sign' | 'close' | 'pass' | 'finalPass' }
  | { readonly do: 'instruct' | 'visit' | 'add' | 'answer' | 'urge' | 'supervise' | 'notSolved'; readonly text: string }
  | { readonly do: 'coAnswer' | 'draft'; readonly text: string }
  | { readonly do: 'sendBack'; readonly verdict: Exclude<ReviewVerdict, 'pass'>; readonly note: string }
  | { readonly do: 'dispatch'; readonly to: string; readonly co?: readonly string[]; readonly report?: true }
  | { readonly do: 'refuse'; readonly reason: string; readonly to: RefusedTo; readonly whereTo: string }
  | { readonly do: 'askBack'; readonly why: HandBackReason; readonly basis: string; readonly better: string }
  | { readonly do: 'judgeBack'; readonly granted: boolean; readonly reason: string }
  | { readonly do: 'askDays'; readonly days: number; readonly reason: string }
  | { readonly do: 'giveDays' }
  | { readonly do: 'ask'; readonly question: string }
  | { readonly do: 'suspend' | 'hard'; readonly reason: string }
  | { readonly do: 'promise'; readonly wording: string; readonly to: string; readonly inDays: number }
  | { readonly do: 'settle'; readonly outcome: 'answered' }
  | { readonly do: 'followUp'; readonly solved: boolean | null; readonly said?: Satisfaction; readonly note?: string }
  | {
      readonly do: 'rate';
      readonly marks: readonly [solved: number, attitude: number, speed: number];
      readonly comment: string;
    }
  | { readonly do: 'mergeInto'; readonly master: string }
  | { readonly do: 'protect'; readonly units: readonly string[]; readonly sealed: boolean; readonly reason: string }
  | { readonly do: 'withdraw' }
  /** Names the worker of the unit that has it. */
  | { readonly do: 'note'; readonly text: string };
export type Told = readonly [...When, DemoStep];

/** Somebody of the county's staff, with an account or without. */
export interface Hand {
  readonly personId: string;
  readonly displayName: string;
  readonly unitId: string | null;
}
export interface Hands {
  readonly clerk: Hand;
  readonly supervisor: Hand;
  readonly leader: Hand;
  readonly aide: Hand;
  worker(unitId: string | null): Hand;
  head(unitId: string | null): Hand;
}

export interface Entry {
  readonly at: number;
  readonly by: Pick<Hand, 'personId' | 'displayName'>;
  readonly what: string;
  readonly why: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A case with everything that stands beside its record. */
export interface Tale {
  record: CaseRecord;
  readonly entries: Entry[];
  readonly replies: CaseReplyRecord[];
  readonly followUps: FollowUpRecord[];
  readonly milestones: CaseMilestone[];
  readonly promises: PromiseRecord[];
  readonly mentions: MentionRecord[];
  /** What time has done to it, and what it will do. */
  readonly marked: DueMark[];
  readonly toCome: DueMark[];
}

const SYSTEM = { personId: 'system', displayName: 'system' };
const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
/** Two steps are at least so long apart. */
const APART_MS = 7 * MINUTE_MS;

/** @returns the instant, for steps that may not lie ahead of `now` nor before the one that came first */
export function instantOf([daysAgo, hour]: When, now: number, { zone, days }: CountyTime): number {
  if (daysAgo === 'hoursAgo') return now - hour * HOUR_MINUTES * MINUTE_MS;
  let day = Temporal.PlainDate.from(dateIn(now, zone));
  for (let left = daysAgo; ; day = day.subtract({ days: 1 })) {
    if (!isWorkingDay(day.toString(), days)) continue;
    if (left === 0) break;
    left -= 1;
  }
  const plainTime = Temporal.PlainTime.from('00:00').add({ minutes: Math.round(hour * HOUR_MINUTES) });
  return day.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds;
}

/** The instants of a whole tale, in its order: none ahead of now, however early in the day the demo starts. */
export function instantsOf(whens: readonly When[], now: number, county: CountyTime): number[] {
  const at: number[] = [];
  for (const [index, when] of whens.entries()) {
    const latest = now - (whens.length - index) * APART_MS;
    at.push(Math.min(latest, Math.max(instantOf(when, now, county), (at.at(-1) ?? 0) + APART_MS)));
  }
  return at;
}

function taken<Record>(decision: Decision<Record, unknown>, step: string): Record {
  if (!decision.ok) throw new Error(`the demo county cannot ${step}: ${decision.code}`);
  return decision.state;
}

/** Takes the steps one after the other, each no later than now, and what time does to the case until then. */
export class Teller {
  readonly #hands: Hands;
  readonly #county: CountyTime;
  readonly #now: number;
  /** By the case's id. */
  readonly #told = new Map<string, Tale>();

  constructor(hands: Hands, county: CountyTime, now: number) {
    this.#hands = hands;
    this.#county = county;
    this.#now = now;
  }

  /** @param citizenId as the log names whoever handed it in */
  tell(opened: CaseRecord, opening: Entry, citizenId: string, steps: readonly DemoStep[], at: readonly number[]): Tale {
    const tale: Tale = {
      ...{ record: opened, entries: [opening], replies: [], followUps: [], milestones: [], promises: [], mentions: [] },
      ...{ marked: [], toCome: [] },
    };
    for (const [index, step] of steps.entries()) {
      tale.record = this.#take(tale, step, at[index] ?? this.#now, citizenId);
    }
    this.#pass(tale);
    this.#told.set(tale.record.id, tale);
    return tale;
  }

  #take(tale: Tale, step: DemoStep, at: number, citizenId: string): CaseRecord {
    const before = tale.record;
    const { clerk, supervisor, leader, aide } = this.#hands;
    const worker = this.#hands.worker(before.mainUnitId);
    const head = this.#hands.head(before.mainUnitId);
    const citizen = { personId: citizenId, displayName: 'citizen' };
    const move = (
      decision: Decision<CaseRecord, unknown>,
      by: Pick<Hand, 'personId' | 'displayName'>,
      what: string,
      why: string | null = null,
      data: Readonly<Record<string, unknown>> = {},
    ): CaseRecord => {
      const after = taken(decision, `${what} (${before.subject})`);
      const became = after.state === before.state ? {} : { state: after.state };
      tale.milestones.push(...milestonesOf(before, after, at));
      tale.entries.push({ at, by, what, why, data: { ...data, ...became } });
      return { ...after, version: before.version + 1 };
    };
    switch (step.do) {
      case 'accept':
        return move(loop.accept(before, at), clerk, 'case.accept');
      case 'refuse': {
        const { reason, to, whereTo } = step;
        return move(loop.refuse(before, { reason, to, whereTo }, false, at), clerk, 'case.refuse', reason, { whereTo });
      }
      case 'instruct': {
        const said = { text: step.text, byName: leader.displayName, at };
        return move(loop.instruct(before, said), leader, 'case.instruct', step.text);
      }
      case 'dispatch': {
        const kind = step.report ? 'withReport' : 'forHandling';
        const to = { mainUnitId: step.to, coUnitIds: step.co ?? [], kind } as const;
        const data = { unitId: step.to, coUnitIds: to.coUnitIds, kind };
        return move(loop.dispatch(before, to), supervisor, 'case.dispatch', null, data);
      }
      case 'sign':
        return move(loop.sign(before, at), worker, 'case.sign');
      case 'askBack': {
        const { why, basis, better } = step;
        const asked = { reason: why, basis, betterUnitId: better, byPersonId: worker.personId };
        const data = { handBack: why, unitId: better };
        return move(loop.askHandBack(before, asked, at), worker, 'case.askHandBack', basis, data);
      }
      case 'judgeBack': {
        const { granted, reason } = step;
        return move(loop.judgeHandBack(before, granted), supervisor, 'case.judgeHandBack', reason, { granted });
      }
      case 'askDays': {
        const asked = { days: step.days, reason: step.reason, byPersonId: worker.personId };
        return move(loop.askExtension(before, asked, at), worker, 'case.askExtension', step.reason, {
          days: step.days,
        });
      }
      case 'giveDays': {
        const dueAt = extended(before.dueAt ?? at, before.extension?.days ?? 0, this.#county);
        const decision = loop.judgeExtension(before, true, dueAt);
        return move(decision, supervisor, 'case.judgeExtension', null, { granted: true });
      }
      case 'ask':
        return move(loop.askCitizen(before, step.question, at), worker, 'case.askCitizen', step.question);
      case 'answer':
        return move(loop.answer(before, this.#goneOn(before, at), at), citizen, 'case.answer', null, {
          text: step.text,
        });
      case 'add':
        return move(loop.add(before, at), citizen, 'case.add', null, { text: step.text });
      case 'suspend':
        return move(loop.suspend(before, step.reason, at), supervisor, 'case.suspend', step.reason);
      case 'hard':
        return move(loop.listHard(before, step.reason, at), supervisor, 'case.listHard', step.reason);
      case 'urge':
        return move(loop.urge(before, at), supervisor, 'case.urge', step.text);
      case 'supervise':
        return move(loop.supervise(before, at), supervisor, 'case.supervise', step.text);
      case 'visit': {
        const data = { step: 'visit', on: dateIn(at, this.#county.zone), who: worker.displayName };
        return move({ ok: true, state: before, effects: [] }, worker, 'case.recordStep', step.text, data);
      }
      case 'coAnswer': {
        const by = this.#hands.worker(before.coUnitIds[0] ?? null);
        const { id: replyId } = this.#reply(tale, 'co', step.text, by, at);
        return move({ ok: true, state: before, effects: [] }, by, 'case.coAnswer', null, { replyId });
      }
      case 'draft': {
        const { id: replyId } = this.#reply(tale, 'official', step.text, worker, at);
        return move(loop.draftReply(before, replyId), worker, 'case.draftReply', null, { replyId });
      }
      case 'sendBack': {
        const decision = loop.firstReview(before, newest(tale), step.verdict, head.personId);
        return move(decision, head, 'case.firstReview', step.note, { verdict: step.verdict });
      }
      case 'pass': {
        const decision = loop.firstReview(before, newest(tale), 'pass', head.personId);
        tale.replies.push({ ...takeNewest(tale), firstReviewBy: head.personId });
        return move(decision, head, 'case.firstReview', null, { verdict: 'pass' });
      }
      case 'finalPass': {
        const decision = loop.finalReview(before, newest(tale), 'pass', supervisor, at);
        tale.replies.push({ ...takeNewest(tale), officialAt: at });
        return move(decision, supervisor, 'case.finalReview', null, { verdict: 'pass' });
      }
      case 'promise': {
        const { wording, to, inDays } = step;
        const dueOn = Temporal.PlainDate.from(dateIn(this.#now, this.#county.zone)).add({ days: inDays }).toString();
        const { id, countyId, kind, categoryCode, callId } = before;
        const its = { id: `${id}-promise`, countyId, caseId: id, callId: callId ?? '', wording, unitId: to, dueOn };
        const today = dateIn(at, this.#county.zone);
        const facts = { ...its, seat: null, recordedBy: aide.displayName };
        const noted = taken(transitions.recordPromise(facts, today, true, at), 'promise');
        tale.promises.push(taken(transitions.confirmPromise(noted, { state: 'live' }, at + MINUTE_MS), 'confirm'));
        const asked = { kind, categoryCode, urgency: null, promisedFor: dueOn, startsAt: at };
        tale.entries.push({ at, by: aide, what: 'promise.record', why: null, data: { promiseId: its.id } });
        const { dueAt } = limitsOf(asked, this.#county);
        const decision = transitions.promised(before, to, dueAt, this.#goneOn(before, at), at);
        return move(decision, leader, 'promise.confirm', null, { promiseId: its.id, unitId: to, dueOn });
      }
      case 'settle': {
        const to = { unitId: null, whereTo: null, isShared: false };
        const decision = transitions.settle(before, step.outcome, to, at);
        return move(decision, aide, 'case.settle', null, { callId: before.callId });
      }
      case 'followUp': {
        const { solved, said = null, note = '' } = step;
        const contacted = solved !== null;
        const result = { contacted, solved };
        const { personId: byPersonId, displayName: byName } = supervisor;
        const of = { id: `${before.id}-call-${before.version}`, countyId: before.countyId, caseId: before.id };
        const call = { ...of, unitId: before.mainUnitId, at, byPersonId, byName, satisfaction: said, note };
        tale.followUps.push({ ...call, ...result });
        const decision = loop.followUp(before, result, supervisor.unitId, this.#newLimits(before, at), at);
        const data = { contacted, ...(contacted ? { solved } : {}), ...(said ? { satisfaction: said } : {}) };
        return move(decision, supervisor, 'case.followUp', note || null, data);
      }
      case 'rate': {
        const [solved, attitude, speed] = step.marks;
        const marks = { solved, attitude, speed };
        const answeredAt = newest(tale).officialAt;
        const rating = { ...marks, comment: step.comment, at };
        const decision = loop.rate(before, rating, answeredAt, this.#newLimits(before, at), at);
        const data = { marks, total: ratingTotal(marks) };
        return move(decision, citizen, 'case.rate', step.comment || null, data);
      }
      case 'notSolved': {
        const decision = loop.notSolved(before, true, this.#newLimits(before, at), at);
        return move(decision, citizen, 'case.notSolved', step.text);
      }
      case 'close':
        return move(loop.close(before, supervisor.unitId, at), supervisor, 'case.close');
      case 'mergeInto': {
        const master = this.#told.get(step.master);
        if (!master) throw new Error(`${step.master} is told before what is merged into it`);
        const { number: into } = master.record;
        master.entries.push({ at, by: clerk, what: 'case.mergedHere', why: null, data: { number: before.number } });
        return move(loop.merge(before, master.record, at), clerk, 'case.merge', null, { into });
      }
      case 'protect': {
        const { units: aboutUnitIds, sealed, reason } = step;
        const from = { aboutUnitIds, aboutPersonIds: [], sealed };
        return move(loop.protect(before, from, this.#goneOn(before, at)), clerk, 'case.protect', reason, from);
      }
      case 'note': {
        const { id: caseId, countyId } = before;
        const { personId: byPersonId, displayName: byName } = supervisor;
        const named = { personId: worker.personId, byPersonId, byName, at, readAt: null };
        tale.mentions.push({ id: `${caseId}-mention`, countyId, caseId, ...named });
        tale.entries.push({ at, by: supervisor, what: 'case.note', why: null, data: { text: step.text } });
        return before;
      }
      case 'withdraw':
        return move(loop.withdraw(before, false, at), citizen, 'case.withdraw');
    }
  }

  /** What its deadline did by itself until now, and will do (K3). */
  #pass(tale: Tale): void {
    const { record } = tale;
    const since = record.signedAt ?? record.openedAt;
    for (const due of marksToSet(null, record, since, this.#county)) {
      if (due.at > this.#now) {
        tale.toCome.push(due);
        continue;
      }
      tale.marked.push(due);
      const what = MARKS[due.mark];
      if (what === undefined) continue;
      tale.entries.push({ at: due.at, by: SYSTEM, what, why: null, data: { unitId: record.mainUnitId } });
      const { record: so } = tale;
      if (due.mark === 'urge') tale.record = taken(loop.urge(so, due.at), what);
      if (due.mark === 'supervise') tale.record = taken(loop.supervise(so, due.at), what);
    }
  }

  #newLimits({ kind, categoryCode, urgency }: CaseRecord, at: number): loop.NewLimits {
    return newLimits({ kind, categoryCode, urgency }, at, this.#county);
  }

  #goneOn(record: CaseRecord, at: number): loop.GoneOn {
    const { dueAt, urgency, limits } = record;
    const stoppedAt = record.stoppedAt ?? at;
    return {
      startsAt: startGoneOn({ startsAt: limits.startsAt, stoppedAt, urgency }, at, this.#county),
      dueAt: dueAt === null ? null : goOn({ dueAt, stoppedAt, urgency }, at, this.#county),
    };
  }

  #reply(tale: Tale, kind: CaseReplyRecord['kind'], text: string, by: Hand, at: number): CaseReplyRecord {
    const { id: caseId, countyId, version } = tale.record;
    const { unitId, personId: byPersonId, displayName: byName } = by;
    const of = { id: `${caseId}-reply-${version}`, countyId, caseId, kind, text, unitId, byPersonId, byName, at };
    const reply = { ...of, firstReviewBy: null, officialAt: null };
    tale.replies.push(reply);
    return reply;
  }
}

export const newLimits = (
  of: Pick<CaseRecord, 'kind' | 'categoryCode' | 'urgency'>,
  startsAt: number,
  county: CountyTime,
): loop.NewLimits => ({ startsAt, ...limitsOf({ ...of, promisedFor: null, startsAt }, county) });

/** Entries of what time did; of an urgent one's ringing the duty phone is told, which a demo has not. */
const MARKS: Partial<Record<CaseMark, string>> = {
  half: 'case.reminded.half',
  fourFifths: 'case.reminded.fourFifths',
  urge: 'case.urge',
  supervise: 'case.supervise',
  dispatch: 'case.notDispatched',
};

function newest({ replies, record }: Tale): CaseReplyRecord {
  const reply = replies.findLast(({ kind }) => kind === 'official');
  if (!reply) throw new Error(`nothing was answered yet (${record.subject})`);
  return reply;
}
function takeNewest(tale: Tale): CaseReplyRecord {
  const reply = newest(tale);
  tale.replies.splice(tale.replies.indexOf(reply), 1);
  return reply;
}
