/** One case as a file to print; asked for by a link, through the same door as every action (T1). */
import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { CaseSheet } from '../../shared/actions/cases.ts';
import { RULES } from '../domain/people/policy.ts';
import type { RouteDeps } from './action-routes.ts';
import { actorFor } from './identify.ts';

export interface CaseSheetDeps extends Pick<RouteDeps, 'dispatcher' | 'identify'> {
  readonly renderCaseSheet: (sheet: CaseSheet) => Promise<Buffer>;
}

export function caseSheetRoute({ dispatcher, identify, renderCaseSheet }: CaseSheetDeps): Router {
  const router = Router();
  router.get('/api/cases/:number/sheet.pdf', async (request, response) => {
    const who = await identify(request.headers.cookie, request.ip ?? '');
    const sheet = (await dispatcher.run({
      name: 'case.sheet',
      // Each opening of the link is a look of its own.
      commandId: randomUUID(),
      input: { number: request.params.number },
      actor: actorFor(who, RULES['case.sheet'].who),
      connection: null,
      cookies: null,
    })) as CaseSheet;
    const pdf = await renderCaseSheet(sheet);
    response
      .set('cache-control', 'no-store')
      .type('application/pdf')
      .attachment(`case-${sheet.detail.case.number}.pdf`)
      .send(pdf);
  });
  return router;
}
