/** Evenings as iCalendar, to subscribe to or to keep; an evening's address as a code and as a link to type, for posters. */
import { Router } from 'express';
import qrcode from 'qrcode-generator';
import { shortCodeOf } from '../../shared/short-link.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { eveningsAsIcal } from '../services/ical.ts';

export interface FeedDeps {
  readonly publicUrl: string;
  /** With `null` all of them; `null` back: there is none of that id. */
  readonly evenings: (
    sessionId: string | null,
  ) => Promise<{ readonly name: string; readonly sessions: readonly SessionRecord[] } | null>;
  /** The id of the session that a short link means. */
  readonly sessionOfShortCode: (code: string) => Promise<string | null>;
  readonly clock: () => number;
}

/** A quarter of the code may be hidden or dirty. */
const CORRECTION = 'Q';

export function calendarFeed({ publicUrl, evenings, sessionOfShortCode, clock }: FeedDeps): Router {
  const router = Router();
  router.get(['/calendar.ics', '/s/:session/evening.ics'], async (request, response, next) => {
    const { session } = request.params as { session?: string };
    const found = await evenings(session ?? null);
    if (!found) return next();
    response
      .set('cache-control', 'no-cache')
      .type('text/calendar; charset=utf-8')
      .attachment(session ? 'evening.ics' : 'calendar.ics')
      .send(eveningsAsIcal(found.name, found.sessions, publicUrl, clock()));
  });
  router.get('/e/:code', async (request, response, next) => {
    const code = shortCodeOf(request.params.code);
    const sessionId = code && (await sessionOfShortCode(code));
    if (sessionId) return response.set('cache-control', 'no-cache').redirect(302, `/s/${sessionId}`);
    response.status(404);
    next();
  });
  router.get('/s/:session/qr.svg', async (request, response, next) => {
    const { session } = request.params;
    if (!(await evenings(session))) return next();
    const code = qrcode(0, CORRECTION);
    code.addData(`${publicUrl}/s/${session}`);
    code.make();
    response
      .set('cache-control', 'no-cache')
      .type('image/svg+xml')
      .send(code.createSvgTag({ scalable: true }));
  });
  return router;
}
