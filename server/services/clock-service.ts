/** What happens by itself: deadlines from jobs and from the watch over connections. Each does nothing when it is too late. */
import type { QualityWindow } from '../../shared/actions/media.ts';
import { UNOPENED_MOST_MS, UNOPENED_MS } from '../domain/calendar/evenings.ts';
import { addWindow, type QualitySide } from '../domain/calls/quality.ts';
import type { CaseMark } from '../domain/cases/clock.ts';
import type { Actor } from '../domain/people/types.ts';
import { returnToWaiting } from '../domain/queue/transitions.ts';
import { cancelUnopenedByClock, extendByClock } from './calendar-service.ts';
import { failByClock } from './call-service.ts';
import { markByClock } from './case-marks.ts';
import type { CommandAsked, Deps } from './context.ts';
import type { AfterCommit } from './dispatch.ts';
import { escalateByClock } from './emergency-service.ts';
import { keepTicket } from './keep-ticket.ts';
import { draftByClock } from './minutes-service.ts';
import { tellNear } from './near-turn.ts';
import { settleByClock } from './not-reached-service.ts';
import { Noted } from './noted.ts';
import { settleQuestions } from './question-cases.ts';
import { passOverByClock, tellHeldByClock } from './queue-service.ts';
import { deleteOutdated } from './recording-service.ts';
import { remindByClock } from './reminders.ts';
import { closeByClock, cutByClock } from './session-service.ts';
import { leaveByClock, type OnStageOf } from './summons-service.ts';
import { sessionForUpdate, ticketOf } from './support.ts';
import { fillFromLists } from './waitlist-service.ts';

export class ClockService {
  readonly #deps: Deps;
  readonly #after: AfterCommit;

  constructor(deps: Deps, after: AfterCommit) {
    this.#deps = deps;
    this.#after = after;
  }

  /** Q4 */
  passOver(ticketId: string, calledAt: number): Promise<void> {
    return this.#asSystem((asked) => passOverByClock(ticketId, calledAt, asked));
  }

  /** Q9 */
  tellHeld(ticketId: string, at: number): Promise<void> {
    return this.#asSystem((asked) => tellHeldByClock(ticketId, at, asked));
  }

  /** C9 */
  escalate(emergencyId: string): Promise<void> {
    return this.#asSystem((asked) => escalateByClock(emergencyId, asked));
  }

  /** K3 */
  caseMark(caseId: string, mark: CaseMark, deadline: number): Promise<void> {
    return this.#asSystem((asked) => markByClock(caseId, mark, deadline, asked));
  }

  /** S3: the closing time, and the end of the overtime. */
  close(sessionId: string): Promise<void> {
    return this.#asSystem((asked) => closeByClock(sessionId, asked));
  }

  /** A reminder of a place that was booked. */
  remind(ticketId: string, slotAt: number): Promise<void> {
    return this.#asSystem((asked) => remindByClock(ticketId, slotAt, asked));
  }

  /** S4, A6: whoever has not chosen within a day, or asked and was told nothing, is answered in writing. */
  settle(sessionId: string): Promise<void> {
    return this.#asSystem(async (asked) => {
      await settleByClock(sessionId, asked);
      await settleQuestions(sessionId, asked);
    });
  }

  /** M1 */
  draftMinutes(sessionId: string): Promise<void> {
    return this.#asSystem((asked) => draftByClock(sessionId, asked));
  }

  /** Evenings of series that have come within sight. */
  extendSeries(): Promise<void> {
    return this.#asSystem((asked) => extendByClock(asked));
  }

  /** S4: evenings that nobody opened. */
  async cancelUnopened(): Promise<void> {
    const { store, clock } = this.#deps;
    const now = clock();
    for (const { id } of await store.read.unopenedSessions(now - UNOPENED_MOST_MS, now - UNOPENED_MS))
      await this.#asSystem((asked) => cancelUnopenedByClock(id, asked));
  }

  /** R6 */
  deleteOutdatedRecordings(): Promise<void> {
    return this.#asSystem((asked) => deleteOutdated(asked));
  }

  /** C6: nobody moderates any more. `lastModeratorAt`: until when one was there, `null` while one is. */
  cutForAbsence(sessionId: string, lastModeratorAt: (now: number) => number | null): Promise<void> {
    return this.#asSystem((asked) => cutByClock(sessionId, lastModeratorAt, asked));
  }

  /** Somebody on stage, on deck or in the green room was gone for longer than the place is kept there (C3). */
  stageLost(sessionId: string, ticketId: string): Promise<void> {
    return this.#asSystem(async (asked) => {
      await sessionForUpdate(asked.tx, sessionId);
      const ticket = await ticketOf(asked.tx, ticketId);
      if (ticket.state === 'live') return failByClock(ticket.callId, 'connectionLost', asked);
      const decision = returnToWaiting(ticket, 'connectionLost', asked.now);
      if (!decision.ok) return;
      await keepTicket(asked, decision);
      asked.touched.stage(sessionId);
      asked.touched.queue(sessionId);
    });
  }

  /** The same of a department's officer who joined a stage (C11). */
  officerLost(of: OnStageOf): Promise<void> {
    return this.#asSystem((asked) => leaveByClock(of, asked));
  }

  /** Adds one report of one side to what is kept with the call. */
  addQuality(callId: string, side: QualitySide, window: QualityWindow): Promise<void> {
    return this.#asSystem(async (asked) => {
      const found = await asked.tx.call(callId);
      if (!found) return;
      await sessionForUpdate(asked.tx, found.sessionId);
      const call = await asked.tx.call(callId);
      if (call) await asked.tx.saveCall({ ...call, quality: addWindow(call.quality, side, window) });
    });
  }

  async #asSystem(run: (asked: CommandAsked) => Promise<void>): Promise<void> {
    const touched = new Noted();
    const { store, clock } = this.#deps;
    const { id: countyId } = await store.read.firstCounty();
    const actor: Actor = { kind: 'system', countyId };
    await store.transaction(async (tx) => {
      touched.clear();
      const asked: CommandAsked = {
        actor,
        now: clock(),
        deps: this.#deps,
        connection: null,
        cookies: null,
        signedOut: () => undefined,
        showCaption: (call, segment) => this.#after.caption(call, segment),
        isHere: (sessionId, ticketId) => this.#after.isHere(sessionId, ticketId),
        tx,
        touched,
      };
      await run(asked);
      await fillFromLists(asked, touched);
      await tellNear(asked, touched);
    });
    await Promise.all([...touched.stages].map((id) => this.#after.stage(id)));
    for (const id of touched.stale) this.#after.session(id);
  }
}
