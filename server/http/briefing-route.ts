/** The briefing of an evening as a file to print; asked for by a link, through the same door as every action (T1). */
import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { Briefing } from '../../shared/actions/briefing.ts';
import { RULES } from '../domain/people/policy.ts';
import type { RouteDeps } from './action-routes.ts';
import { actorFor } from './identify.ts';

export interface BriefingDeps extends Pick<RouteDeps, 'dispatcher' | 'identify'> {
  readonly renderBriefing: (briefing: Briefing) => Promise<Buffer>;
}

export function briefingRoute({ dispatcher, identify, renderBriefing }: BriefingDeps): Router {
  const router = Router();
  router.get('/api/sessions/:session/briefing.pdf', async (request, response) => {
    const who = await identify(request.headers.cookie, request.ip ?? '');
    const result = await dispatcher.run({
      name: 'briefing.open',
      // Each opening of the link is a look of its own.
      commandId: randomUUID(),
      input: { sessionId: request.params.session },
      actor: actorFor(who, RULES['briefing.open'].who),
      connection: null,
      cookies: null,
    });
    const briefing = result as Briefing;
    const pdf = await renderBriefing(briefing);
    response
      .set('cache-control', 'no-store')
      .type('application/pdf')
      .attachment(`briefing-${briefing.session.number}.pdf`)
      .send(pdf);
  });
  return router;
}
