/** Trying an evening from a desk: begun, followed, ended, and what came of it (docs/decisions/0013). */
import { Refusal } from '../../shared/errors.ts';
import { unprepared } from '../domain/calendar/preparation.ts';
import { type FreeAsked, free, query } from './context.ts';
import type { RehearsalEnd } from './ports/rehearsal.ts';
import { notFound, sessionForUpdate, staffOf, writeDown } from './support.ts';

const REPORTS_SHOWN = 10;

export const rehearsalHandlers = {
  'rehearsal.show': query<'rehearsal.show'>(async (_input, { actor, read, deps }) => {
    const { id, zone } = (await read.county(actor.countyId)) ?? notFound();
    const kept = await read.rehearsals(id, REPORTS_SHOWN);
    const names = await read.persons(kept.map(({ byPersonId }) => byPersonId));
    const reports = kept.map(async ({ id: reportId, startedAt, byPersonId, sessionId, end, why, result }) => {
      const session = sessionId === null ? null : await read.session(sessionId);
      const evening = session && { title: session.title, startsAt: session.startsAt };
      return { id: reportId, startedAt, by: names.get(byPersonId)?.name ?? '', evening, end, why, result };
    });
    const { running } = deps.rehearsals;
    const own = running?.countyId === id ? running : null;
    return {
      zone,
      running: own && {
        startedAt: own.startedAt,
        by: own.by,
        callersAsked: own.callersAsked,
        callers: [...own.callers],
      },
      reports: await Promise.all(reports),
    };
  }),

  'rehearsal.start': free<'rehearsal.start'>(async ({ callers, sessionId = null }, asked) => {
    const { deps, now } = asked;
    const { displayName, countyId } = staffOf(asked.actor);
    if ((await deps.store.read.runningSessions()).some(({ state }) => state !== 'lobby'))
      throw new Refusal('EVENING_IS_LIVE');
    const began = { startedAt: now, by: displayName, countyId, callersAsked: callers };
    const begun = deps.rehearsals.start(began, (end) => keepReport(asked, sessionId, end));
    if (!begun) throw new Refusal('REHEARSAL_RUNS');
    return {};
  }),

  'rehearsal.cancel': free<'rehearsal.cancel'>(async (_input, { deps, actor }) => {
    if (deps.rehearsals.running?.countyId === actor.countyId) deps.rehearsals.cancel();
    return {};
  }),
};

/** What came of it, and the mark of the evening where it was good. */
async function keepReport(
  { deps, actor, now: startedAt }: FreeAsked,
  sessionId: string | null,
  ended: RehearsalEnd,
): Promise<void> {
  const { personId, countyId } = staffOf(actor);
  const now = deps.clock();
  const result = ended.end === 'done' ? ended.result : null;
  await deps.store.transaction(async (tx) => {
    await tx.insertRehearsal({
      id: deps.newId('rh'),
      countyId,
      sessionId,
      byPersonId: personId,
      startedAt,
      end: ended.end,
      why: ended.end === 'failed' ? ended.why : null,
      result,
    });
    if (sessionId !== null && result?.good) {
      const session = await sessionForUpdate(tx, sessionId);
      const before = (await tx.preparations([sessionId])).get(sessionId) ?? unprepared(session);
      await tx.savePreparation({ ...before, rehearsedAt: now, rehearsedBy: personId });
    }
    const data = { end: ended.end, good: result?.good ?? false };
    await writeDown({ tx, actor, now, deps }, 'rehearsal.ended', { sessionId, data });
  });
}
