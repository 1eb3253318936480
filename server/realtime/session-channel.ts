/**
 * One session as its connected pages see it. Holds nothing that its loss would take away: who is connected is made anew
 * by reconnecting, everything else is read from the store after each change and projected per audience. Long: what was
 * told last, what is late and who is connected belong to one order of refreshes, which parted files would have to share.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Refusal } from '../../shared/errors.ts';
import type { CaptionsView, ViewMessage, ViewName, ViewOf } from '../../shared/views/all.ts';
import type { TableName } from '../../shared/views/table-change.ts';
import { type CaptionSegment, captionEveryMs } from '../domain/calls/captions.ts';
import { isEveningOver } from '../domain/calls/helpers.ts';
import { mediaStateOf } from '../domain/calls/media-state.ts';
import { endedWithinDelay, nextOnAir } from '../domain/calls/programme.ts';
import { openSummons } from '../domain/calls/summons.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import { leaderSeats } from '../domain/queue/lines.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import { type SessionSnapshot, SnapshotReader } from '../services/live/snapshot.ts';
import type { MediaHub } from '../services/ports/media.ts';
import type { Store } from '../services/ports/store.ts';
import { DeskTable } from './desk-table.ts';
import { type Encoded, encodeOnce } from './encode-once.ts';
import { LateProgramme } from './late-programme.ts';
import { LiveCaptions } from './live-captions.ts';
import { type Member, Members } from './members.ts';
import { digest, type PresenceNow, publicQuestion } from './projections/common.ts';
import { aideView, dutyView, moderatorView, screenView } from './projections/desks.ts';
import { helperView } from './projections/helper.ts';
import { commonToTickets, isOfTicketAlone, programmeView, ticketView, waitingView } from './projections/public.ts';
import { restAfter, SHORTEST_REST_MS } from './rest.ts';
import { TroubleMemo } from './trouble-memo.ts';
import { viewMessage } from './view-message.ts';

/**
 * After a change on stage, or when somebody comes back to it, the first pictures go before the words about them: views
 * are work for every machine.
 */
const PICTURE_FIRST_MS = 200;
/** Before each piece of a desk's table: an action that is under way has several turns of the event loop before it. */
const BETWEEN_PIECES_MS = 8;
/** An evening that is over is kept so long for whoever comes back to it. */
const KEPT_MS = 600_000;
const STAGE_RETRY_MS = [100, 500, 2_000];

export interface ChannelDeps {
  readonly store: Store;
  readonly media: MediaHub;
  readonly clock: () => number;
  readonly log: Logger;
}
type Audience = 'everyone' | Member['as'];

/** A view that has changed; `body`: its data as JSON. */
interface Next {
  readonly message: ViewMessage;
  readonly body: string;
}

interface Sent {
  readonly view: ViewName;
  readonly revision: number;
  readonly body: string;
}

export class SessionChannel {
  readonly sessionId: string;
  readonly #deps: ChannelDeps;
  readonly #reader: SnapshotReader;
  readonly #members = new Members();
  /** Connected tickets that changed since their views were made, or whose views are made of more than the ticket. */
  readonly #due = new Set<string>();
  /** What is alike in everybody's ticket view, when they were made. */
  #common = '';
  /** What was last sent, by the keys of `viewKeys`; equal bodies are not sent again. */
  readonly #sent = new Map<string, Sent>();
  /** Of the desks, by view or `duty:<seat>`. */
  readonly #tables = new Map<string, DeskTable<TableName>>();
  /** The newest revision of what is no longer remembered. */
  #forgotten = 0;
  #snapshot: SessionSnapshot | null = null;
  #timer: NodeJS.Timeout | null = null;
  #lastRefreshAt = 0;
  /** From one refresh to the next. */
  #restMs = SHORTEST_REST_MS;
  /** Of the refresh that is under way. */
  #pausedMs = 0;
  #refreshing: Promise<void> = Promise.resolve();
  #stale = false;
  #closed = false;
  #staging: Promise<void> = Promise.resolve();
  #nextStage: Promise<void> | null = null;
  #cutsUnderWay = 0;
  /** A cut that could not be stored. */
  #cutHolds = false;
  #stageTries = 0;
  #stageRetry: NodeJS.Timeout | null = null;
  #stagedAt = 0;
  #airTimer: NodeJS.Timeout | undefined;
  #arrivedAt = 0;
  /** Who was silent when the views were made: whoever is shown as lost by chance is shown as here again, too. */
  #silent = '';
  readonly #staffNames = new Map<string, string>();
  readonly #troubles = new TroubleMemo();
  readonly #programme = new LateProgramme();
  #programmeTimer: NodeJS.Timeout | undefined;
  readonly #captions = new LiveCaptions();
  #captionTimer: NodeJS.Timeout | undefined;
  #captionedAt = 0;
  #isReading = false;
  /** When they were last told. */
  #captionsQuiet = true;

  constructor(sessionId: string, deps: ChannelDeps) {
    this.sessionId = sessionId;
    this.#deps = deps;
    this.#reader = new SnapshotReader(deps.store, sessionId);
  }

  get snapshot(): SessionSnapshot | null {
    return this.#snapshot;
  }
  /** Whose place on deck or on stage depends on their page. */
  get inTurn(): Iterable<TicketRecord> {
    return this.#members.inTurn;
  }

  /** The page itself asks for its views; the others learn of it a moment later. */
  add(member: Member): void {
    this.#members.add(member);
    const { ticketId } = member;
    if (ticketId !== null && !this.#sent.has(ticketKey(ticketId, member))) this.#due.add(ticketId);
    this.#arrivedAt = this.#deps.clock();
    this.touch();
  }

  remove(socketId: string): void {
    const member = this.#members.remove(socketId);
    if (!member) return;
    if (member.ticketId !== null) this.#forget(member.ticketId, member);
    this.touch();
  }

  /** What nobody's page shows any more. */
  #forget(ticketId: string, gone: Member): void {
    const members = this.#members.ofTicket(ticketId);
    if (members.size === 0) this.#due.delete(ticketId);
    const key = ticketKey(ticketId, gone);
    for (const member of members) if (ticketKey(ticketId, member) === key) return;
    this.#forgotten = Math.max(this.#forgotten, this.#sent.get(key)?.revision ?? 0);
    this.#sent.delete(key);
  }

  /** Until when a moderator was there; `now` while one is, `null` when none is connected. */
  moderatorSeenAt(now: number): number | null {
    return this.#members.newest(this.#members.as('moderator'), now);
  }

  /** The same of a ticket's page. */
  ticketSeenAt(ticketId: string, now: number): number | null {
    return this.#members.newest(this.#members.ofTicket(ticketId), now);
  }

  /** The same of the desk of a department's room. */
  officerSeenAt(seatId: string, now: number): number | null {
    return this.#members.newest(this.#members.ofRoom(seatId), now);
  }

  /** Notices who fell silent or speaks again, of those who must beat. */
  look(now: number): void {
    if (this.#members.silent(now).join() !== this.#silent) this.touch();
  }

  /** Over, without anybody, and nothing happened in it for long: what is left of it in memory is of no use. */
  isDone(now: number): boolean {
    const { session } = this.#snapshot ?? {};
    const isQuiet = this.#timer === null && !this.#stale && this.#nextStage === null && this.#stageRetry === null;
    const touchedAt = Math.max(this.#lastRefreshAt, this.#stagedAt, this.#arrivedAt);
    if (!session || !isEveningOver(session) || !this.#members.isEmpty || !isQuiet) return false;
    return now - touchedAt >= KEPT_MS + session.delayMs;
  }

  count(as: Member['as']): number {
    return this.#members.as(as).size;
  }

  /** Views are stale: refreshed at once, then every 250 ms, or every 500 where they take long. */
  touch(): void {
    if (this.#closed || this.#timer) return;
    // A clock that is set back must not hold up the views.
    const now = this.#deps.clock();
    const lastPicture = Math.max(this.#stagedAt, this.#arrivedAt);
    const notBefore = Math.max(this.#lastRefreshAt + this.#restMs, lastPicture + PICTURE_FIRST_MS);
    const waitMs = Math.min(this.#restMs, Math.max(0, notBefore - now));
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.refresh().catch((error: unknown) =>
        this.#deps.log.error({ err: error, sessionId: this.sessionId }, 'views could not be refreshed'),
      );
    }, waitMs);
  }

  /**
   * Media first, and awaited: a cut or a withdrawal holds before it is acknowledged (C6, C7). One at a time, so that an
   * older state that was read slowly never follows a newer one; whoever asks meanwhile waits for the next.
   */
  stage(): Promise<void> {
    if (this.#nextStage) return this.#nextStage;
    const next = this.#staging.then(() => {
      this.#nextStage = null;
      return this.#stageNow();
    });
    this.#nextStage = next;
    this.#staging = next.catch(() => undefined);
    return next;
  }

  /**
   * C6: the cut and its lifting. The programme goes off before the cut is stored, which a busy database may take long
   * for; a cut that could not be stored holds all the same, until one that could be, or its lifting.
   */
  async cutFirst<Result>(action: 'programme.cut' | 'programme.restore', store: () => Promise<Result>): Promise<Result> {
    const isCut = action === 'programme.cut';
    if (isCut) {
      this.#cutsUnderWay += 1;
      this.#deps.media.cutNow(this.sessionId);
      this.#tellCaptions();
    }
    let failure: unknown = null;
    try {
      return await store();
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      if (isCut) this.#cutsUnderWay -= 1;
      // Refused is settled too. Another desk's cut may still be on its way to the store.
      const isSettled = failure === null || failure instanceof Refusal;
      if (isCut && !isSettled) this.#cutHolds = true;
      if (isSettled && this.#cutsUnderWay === 0) {
        this.#cutHolds = false;
        this.#deps.media.allowProgramme(this.sessionId);
        // A cut that is stored has its stage already.
        if (!isCut || failure !== null) await this.stage();
      }
    }
  }

  /** What is stored holds: where it cannot be read, media is made to follow as soon as it can. */
  async #stageNow(): Promise<void> {
    try {
      await this.#applyStored();
      this.#stageTries = 0;
    } catch (error) {
      const wait = STAGE_RETRY_MS[Math.min(this.#stageTries, STAGE_RETRY_MS.length - 1)] ?? 0;
      this.#stageTries += 1;
      this.#stageRetry ??= setTimeout(() => {
        this.#stageRetry = null;
        if (!this.#closed) this.stage().catch((again: unknown) => this.#deps.log.error({ err: again }, 'no stage yet'));
      }, wait);
      throw error;
    }
    this.#stagedAt = this.#deps.clock();
  }

  async #applyStored(): Promise<void> {
    const id = this.sessionId;
    const now = this.#deps.clock();
    const stored = await this.#deps.store.reading(async (read) => {
      const [session, tickets, calls, helpers] = await Promise.all([
        read.session(id),
        read.stageTickets(id),
        read.runningCalls(id),
        read.helpersOfSession(id),
      ]);
      if (!session) return null;
      const isDelayed = session.public && session.delayMs > 0;
      const late = isDelayed ? endedWithinDelay(session, await read.callsOfSession(id), now) : [];
      const theirs = await Promise.all(late.map(({ ticketId }) => read.ticket(ticketId)));
      const known = [...tickets, ...theirs.filter((ticket) => ticket !== null)];
      const next = nextOnAir(session, calls, new Map(tickets.map((ticket) => [ticket.id, ticket])), now);
      return { media: mediaStateOf(session, known, [...calls, ...late], now, helpers), next };
    });
    if (!stored || this.#closed) return;
    this.#stageAt(stored.next?.at ?? null, now);
    await this.#deps.media.apply(stored.media);
  }

  /** C2: a call that is announced is shown without anything else changing. */
  #stageAt(at: number | null, now: number): void {
    clearTimeout(this.#airTimer);
    if (at === null) return;
    const show = () => {
      this.stage().catch((error: unknown) => this.#deps.log.error({ err: error }, 'not on air yet'));
      this.touch();
    };
    this.#airTimer = setTimeout(show, Math.max(0, at - now));
  }

  /** Reads the session and sends what changed. One at a time; a change meanwhile leads to one more. */
  refresh(): Promise<void> {
    if (this.#stale) return this.#refreshing;
    this.#stale = true;
    this.#refreshing = this.#refreshing.catch(() => undefined).then(() => this.#refreshNow());
    return this.#refreshing;
  }

  async #refreshNow(): Promise<void> {
    this.#stale = false;
    this.#isReading = true;
    this.#captions.mark();
    this.#lastRefreshAt = this.#deps.clock();
    const begun = performance.now();
    this.#pausedMs = 0;
    const isConnected = (ticketId: string) => this.#members.ofTicket(ticketId).size > 0;
    const snapshot = await this.#reader.next(isConnected, this.#deps.clock()).finally(() => {
      this.#isReading = false;
    });
    if (!snapshot || this.#closed) return;
    this.#snapshot = snapshot;
    for (const id of snapshot.changed) if (isConnected(id)) this.#due.add(id);
    this.#members.follow(snapshot.tickets.elsewhere);
    await this.#learnStaffNames(snapshot);
    this.#dismiss(snapshot);
    this.#captions.forget(snapshot);
    await this.#push(snapshot);
    const tookMs = performance.now() - begun - this.#pausedMs;
    this.#restMs = restAfter(tookMs);
    if (!this.#closed) this.#tellCaptions('read');
  }

  /** C14: whose link was taken back, and everybody who came by one once the evening is over. */
  #dismiss({ session, helpers }: SessionSnapshot): void {
    const isOver = isEveningOver(session);
    for (const member of [...this.#members.as('helper')]) {
      const booked = helpers.find(({ id }) => id === member.helperId);
      if (isOver || booked?.removedAt !== null) member.dismiss();
    }
  }

  /** Every view of one page, as a snapshot of what it would have been sent. */
  async viewsFor(member: Member): Promise<ViewMessage[]> {
    if (!this.#snapshot) await this.refresh();
    const keys = ['programme', ...viewKeys(member)];
    if (member.ticketId !== null) this.#showWaiting(member.ticketId, member);
    if (keys.some((key) => !this.#sent.has(key) && !this.#tables.get(key)?.told)) await this.refresh();
    // Sent long ago maybe, and asked for now: a page sets its clock by it.
    const serverTime = this.#deps.clock();
    const captions = this.#snapshot ? [this.#captionsNow(member, this.#snapshot)] : [];
    return [...keys, ...captions].flatMap((key) => {
      const table = this.#tables.get(key);
      if (table?.told) {
        const { revision, data } = table.told;
        return viewMessage(table.view, { revision, serverTime }, data, this.#deps.log) ?? [];
      }
      const sent = this.#sent.get(key);
      if (!sent) return [];
      const { view, revision, body } = sent;
      return viewMessage(view, { revision, serverTime }, JSON.parse(body), this.#deps.log) ?? [];
    });
  }

  /** Of somebody who is known already: thousands who come at once do not make everything be read for each. */
  #showWaiting(ticketId: string, member: Member): void {
    const snapshot = this.#snapshot;
    const ticket = snapshot?.tickets.byId.get(ticketId);
    const members = this.#members.ofTicket(ticketId);
    const isNew = !this.#sent.has(ticketKey(ticketId, member)) && members.size > 0;
    if (!snapshot || !ticket || !isNew || !isOfTicketAlone(ticket)) return;
    this.#nextOfTicket(ticket, member, snapshot, this.#presence());
    if (members.size === 1) this.#due.delete(ticketId);
  }

  close(): void {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#stageRetry) clearTimeout(this.#stageRetry);
    clearTimeout(this.#airTimer);
    clearTimeout(this.#programmeTimer);
    clearTimeout(this.#captionTimer);
  }

  /** Small views first. The desks' tables are hundreds of rows: whatever waits has its turn between their pieces. */
  async #push(snapshot: SessionSnapshot): Promise<void> {
    const now = this.#deps.clock();
    const presence = this.#presence(now);
    this.#silent = this.#members.silent(now).join();
    const { programme, again } = this.#programme.of(snapshot, now);
    const asked = publicQuestion(snapshot, now);
    this.#tellProgrammeAt(earlier(again, asked.again), now);
    this.#tell('everyone', this.#next('programme', 'programme', programmeView(snapshot, programme, asked.question)));
    const common = commonToTickets(snapshot);
    const everybody = common !== this.#common;
    for (const ticketId of everybody ? this.#members.ticketIds : this.#due) {
      const ticket = snapshot.tickets.byId.get(ticketId);
      const members = this.#members.ofTicket(ticketId);
      if (!ticket || members.size === 0) continue;
      for (const its of Map.groupBy(members, (member) => ticketKey(ticketId, member)).values()) {
        const next = its[0] ? this.#nextOfTicket(ticket, its[0], snapshot, presence) : null;
        if (next) for (const member of its) member.send(next.message);
      }
      if (isOfTicketAlone(ticket)) this.#due.delete(ticketId);
      else this.#due.add(ticketId);
    }
    this.#common = common;
    const line = digest(snapshot, presence);
    if (this.count('citizen') > 0) this.#tell('citizen', this.#next('waiting', 'waiting', waitingView(snapshot, line)));
    if (this.count('aide') > 0) this.#tell('aide', this.#next('aide', 'aide', aideView(snapshot, presence)));
    for (const member of (['official', 'helper'] as const).flatMap((role) => [...this.#members.as(role)])) {
      const next = member.seatId === null ? null : this.#nextOfSeat(member, member.seatId, snapshot, presence);
      if (next) member.send(next.message);
    }
    if (this.count('moderator') > 0) {
      const troubles = this.#troubles.of(snapshot.tickets.open, snapshot.troublesSaid);
      await this.#tellTable('moderator', 'moderator', () =>
        moderatorView(snapshot, presence, this.#staffNames, troubles, line),
      );
    }
    for (const seatId of new Set([...this.#members.as('duty')].flatMap((member) => member.seatId ?? [])))
      await this.#tellTable('duty', `duty:${seatId}`, () => dutyView(snapshot, presence, this.#staffNames, seatId));
  }

  /** The same to all of them, encoded once. */
  #tell(audience: Audience, next: Next | null): void {
    if (!next || this.#closed) return;
    const encoded = encodeOnce(next.message, next.body);
    const members = audience === 'everyone' ? this.#members.all : this.#members.as(audience);
    for (const member of members) member.sendEncoded(encoded);
  }

  /** A finished line is told at once, one that grows so often as so many can be told of it (C15). */
  caption(callId: string, segment: CaptionSegment): void {
    this.#captions.write(callId, segment, this.#deps.clock());
    const viewers = this.count('audience') + this.count('citizen');
    const since = this.#deps.clock() - this.#captionedAt;
    // A clock that was set back holds nothing up.
    const wait = since < 0 ? 0 : captionEveryMs(viewers) - since;
    if (segment.final || wait <= 0) this.#tellCaptions();
    else this.#tellCaptionsIn(wait);
  }

  #tellCaptionsIn(ms: number): void {
    clearTimeout(this.#captionTimer);
    this.#captionTimer = setTimeout(() => this.#tellCaptions(), ms);
  }

  /** `read`: the snapshot has just been read; otherwise it is told with what changed since only once it is read anew. */
  #tellCaptions(by: 'read' | 'written' = 'written'): void {
    const snapshot = this.#snapshot;
    const now = this.#deps.clock();
    const lapses = this.#captions.lapse(now);
    const wasQuiet = this.#captionsQuiet;
    this.#captionsQuiet = this.#captions.isQuiet;
    if (!snapshot || this.#closed || (wasQuiet && this.#captionsQuiet)) return;
    clearTimeout(this.#captionTimer);
    const { session } = snapshot;
    this.#captionedAt = now;
    const isCut = session.cut !== null || this.#cutsUnderWay > 0 || this.#cutHolds;
    const isNewest = this.#timer === null && !this.#stale && !this.#isReading;
    const isDue = by === 'read' || isNewest || isCut;
    const late = isDue ? this.#captions.late(snapshot, { now, isCut, isNewest }) : null;
    const stages = new Map<string, Encoded | null>();
    const everybody = late && this.#encodeCaptions('captions', late.view);
    for (const member of this.#members.all) {
      const callIds = stageCallsOf(member, snapshot);
      if (callIds === 'programme') {
        if (everybody) member.sendEncoded(everybody);
        continue;
      }
      const key = captionKey(callIds);
      if (!stages.has(key)) stages.set(key, this.#encodeCaptions(key, this.#captions.of(callIds)));
      const encoded = stages.get(key);
      if (encoded) member.sendEncoded(encoded);
    }
    const again = earlier(late?.again ?? null, lapses);
    if (again !== null) this.#tellCaptionsIn(Math.max(0, again - now));
  }

  /** The key of what this page reads. Nobody may have been on its stage to be told of what came and went since. */
  #captionsNow(member: Member, snapshot: SessionSnapshot): string {
    const callIds = stageCallsOf(member, snapshot);
    if (callIds === 'programme') return 'captions';
    const key = captionKey(callIds);
    this.#captions.lapse(this.#deps.clock());
    if (this.#sent.has(key)) this.#next(key, 'captions', this.#captions.of(callIds));
    return key;
  }

  #encodeCaptions(key: string, view: CaptionsView): Encoded | null {
    const next = this.#next(key, 'captions', view);
    return next && encodeOnce(next.message, next.body);
  }

  /** C6: where the programme is delayed, what is told of it changes without anything else changing. */
  #tellProgrammeAt(at: number | null, now: number): void {
    clearTimeout(this.#programmeTimer);
    if (at !== null) this.#programmeTimer = setTimeout(() => this.touch(), Math.max(0, at - now));
  }

  #nextOfTicket(ticket: TicketRecord, member: Member, snapshot: SessionSnapshot, presence: PresenceNow): Next | null {
    const view = ticketView(snapshot, presence, ticket, member.isTaker);
    return this.#next(ticketKey(ticket.id, member), 'ticket', view);
  }

  /** One page at each seat: the newest wins. */
  #nextOfSeat({ as, helperId }: Member, seatId: string, snapshot: SessionSnapshot, presence: PresenceNow): Next | null {
    if (as === 'official') return this.#next(`screen:${seatId}`, 'screen', screenView(snapshot, presence, seatId));
    const view = helperView(snapshot, presence, helperId);
    return view && this.#next(`helper:${helperId}`, 'helper', view);
  }

  /** The next revision of a view, or `null` when nothing changed. */
  #next<Name extends ViewName>(key: string, view: Name, data: ViewOf<Name>): Next | null {
    const body = JSON.stringify(data);
    return this.#isNew(key, body) ? this.#keep(key, view, data, body) : null;
  }

  /** `key`: as in `viewKeys`. A page that has not what a change changes asks for its views. */
  async #tellTable<Name extends TableName>(view: Name, key: string, make: () => ViewOf<Name> | null): Promise<void> {
    await this.#pause();
    const data = make();
    if (!data) return;
    await this.#pause();
    const table = this.#tables.get(key) ?? new DeskTable<TableName>(view, this.#deps.log);
    this.#tables.set(key, table);
    const next = table.next(data, this.#deps.clock());
    if (!next || this.#closed) return;
    for (const member of this.#members.as(view)) if (viewKeys(member).includes(key)) member.sendEncoded(next);
  }

  async #pause(): Promise<void> {
    const since = performance.now();
    await wait(BETWEEN_PIECES_MS);
    this.#pausedMs += performance.now() - since;
  }

  #isNew(key: string, body: string): boolean {
    return this.#sent.get(key)?.body !== body;
  }

  /** Revisions rise over restarts too. */
  #keep<Name extends ViewName>(key: string, view: Name, data: ViewOf<Name>, body: string): Next | null {
    const now = this.#deps.clock();
    const revision = Math.max(now, (this.#sent.get(key)?.revision ?? this.#forgotten) + 1);
    this.#sent.set(key, { view, revision, body });
    const message = viewMessage(view, { revision, serverTime: now }, data, this.#deps.log);
    // Where something had to be left out, what is sent is not what was made.
    return message && { message, body: message.data === data ? body : JSON.stringify(message.data) };
  }

  #presence(now = this.#deps.clock()): PresenceNow {
    const rooms = new Set([...this.#members.as('duty')].flatMap((one) => one.seatId ?? []));
    const sending = this.#deps.media.sending(this.sessionId);
    const tickets = new Set(sending.flatMap((one) => (one.audio || one.video ? (one.ticketId ?? []) : [])));
    const seats = new Set(sending.flatMap((one) => (one.role === 'official' && one.video ? (one.seatId ?? []) : [])));
    return {
      ticketHere: (id) => (this.ticketSeenAt(id, now) ?? 0) >= now,
      sending: (id) => tickets.has(id),
      seatSending: (id) => seats.has(id),
      roomHere: (id) => seats.has(id) || rooms.has(id),
      officerHere: (id) => (this.officerSeenAt(id, now) ?? 0) >= now,
      deskHere: (role) => this.count(role) > 0,
      helperHere: (id) => (this.#members.newest(this.#members.ofHelper(id), now) ?? 0) >= now,
      audience: this.count('audience'),
      recorder: this.#deps.media.recording(this.sessionId),
    };
  }

  async #learnStaffNames(snapshot: SessionSnapshot): Promise<void> {
    const unknown = [...snapshot.tickets.staffIds].filter((id) => !this.#staffNames.has(id));
    for (const id of unknown) {
      const account = await this.#deps.store.read.accountOf(id);
      if (account) this.#staffNames.set(account.personId, account.displayName);
    }
  }
}

const earlier = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

const ticketKey = (ticketId: string, { isTaker }: Member): string => `${isTaker ? 'taken' : 'ticket'}:${ticketId}`;

/** Of which calls a page reads the captions now: of the stage that it is part of, or of the programme. */
function stageCallsOf(member: Member, { calls, tickets, session }: SessionSnapshot): readonly string[] | 'programme' {
  const running = calls.filter(({ state }) => state === 'live' || state === 'held');
  const ids = (wanted: (call: CallRecord) => boolean) => running.filter(wanted).map(({ id }) => id);
  switch (member.as) {
    case 'audience':
      return 'programme';
    case 'citizen': {
      const ticket = member.ticketId === null ? undefined : tickets.byId.get(member.ticketId);
      if (ticket?.state === 'screening' || ticket?.state === 'onDeck') return [];
      return ticket?.state === 'live' ? ids((call) => call.id === ticket.callId) : 'programme';
    }
    case 'moderator':
      return ids(() => true);
    case 'aide':
      return ids(({ seatId }) => leaderSeats(session).some(({ id }) => id === seatId));
    case 'official':
    case 'helper':
      return ids(({ seatId }) => seatId === member.seatId);
    case 'duty':
      return ids(
        (call) =>
          call.seatId === member.seatId ||
          openSummons(call).some((one) => one.seatId === member.seatId && one.state === 'joined'),
      );
  }
}

const captionKey = (callIds: readonly string[]): string => `captions:${callIds.join()}`;

function viewKeys(member: Member): string[] {
  switch (member.as) {
    case 'audience':
      return [];
    case 'citizen':
      return [...(member.ticketId === null ? [] : [ticketKey(member.ticketId, member)]), 'waiting'];
    case 'moderator':
      return ['moderator'];
    case 'aide':
      return ['aide'];
    case 'official':
      return [`screen:${member.seatId}`];
    case 'duty':
      return [`duty:${member.seatId}`];
    case 'helper':
      return [`helper:${member.helperId}`];
  }
}
