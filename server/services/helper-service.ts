/** Guest links of an evening's helpers: booked and taken back at the desk, opened by whoever was given one (C14). */
import { guestLink } from '../../shared/helpers.ts';
import * as helpers from '../domain/calls/helpers.ts';
import { free, once, query } from './context.ts';
import { must, notFound, sessionForUpdate, staffOf, writeDown } from './support.ts';

/** Longer than any evening: what ends it is the evening, or the desk. */
const COOKIE_MS = 24 * 3_600_000;

export const helperHandlers = {
  'helper.book': once<'helper.book'>(async (input, asked) => {
    const { tx, deps, now } = asked;
    const { seatId, kind, name, language } = input;
    const session = await sessionForUpdate(tx, input.sessionId);
    const secret = deps.secrets.newToken();
    const facts = { id: deps.newId('he'), seatId, kind, name, language, linkHash: deps.secrets.hash(secret) };
    const by = { bookedAt: now, bookedBy: staffOf(asked.actor).displayName };
    const helper = must(helpers.book(session, { ...facts, ...by }, await tx.helpersOfSession(session.id)));
    await tx.saveHelper(helper);
    await writeDown(asked, 'helper.book', { sessionId: session.id, data: { helperId: helper.id, kind, name } });
    asked.touched.session(session.id);
    asked.touched.stage(session.id);
    return { helperId: helper.id, link: guestLink(deps.settings.publicUrl, secret) };
  }),

  'helper.remove': once<'helper.remove'>(async ({ sessionId, helperId }, asked) => {
    const { tx, now } = asked;
    await sessionForUpdate(tx, sessionId);
    const before = await tx.helper(helperId);
    if (before?.sessionId !== sessionId) notFound();
    const { kind, name } = before;
    await tx.saveHelper(helpers.remove(before, now));
    await writeDown(asked, 'helper.remove', { sessionId, data: { helperId, kind, name } });
    asked.touched.session(sessionId);
    asked.touched.stage(sessionId);
    return {};
  }),

  'helper.open': free<'helper.open'>(async ({ secret }, { deps, actor, now, cookies, remember }) => {
    await deps.throttle.use('guestPerAddress', 'address' in actor ? actor.address : 'system');
    const { sessionId } = await remember<{ sessionId: string }>(async (tx) => {
      const found = await tx.helperByLink(deps.secrets.hash(secret));
      const decision = helpers.open(found, found && (await tx.session(found.sessionId)), now);
      if (!decision.ok) return { refuse: decision };
      const helper = decision.state;
      if (found?.openedAt === null) {
        await tx.saveHelper(helper);
        const { id: helperId, kind, name } = helper;
        const asked = { tx, actor, now, deps };
        await writeDown(asked, 'helper.open', { sessionId: helper.sessionId, data: { helperId, kind, name } });
      }
      return { sessionId: helper.sessionId };
    });
    cookies?.set('guest', secret, COOKIE_MS);
    return { sessionId };
  }),

  'helper.me': query<'helper.me'>(async (_input, { read, actor }) => {
    if (actor.kind !== 'helper') return notFound();
    const { sessionId, helperKind: kind, name } = actor;
    const session = (await read.session(sessionId)) ?? notFound();
    return { sessionId, kind, name, over: helpers.isEveningOver(session) };
  }),

  'helper.leave': free<'helper.leave'>(async (_input, { cookies }) => {
    cookies?.clear('guest');
    return {};
  }),
};
