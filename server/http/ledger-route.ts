/** The ledger of an evening as a workbook; asked for by a link, through the same door as every action (T1). */
import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { Ledger } from '../../shared/actions/ledger.ts';
import { RULES } from '../domain/people/policy.ts';
import type { RouteDeps } from './action-routes.ts';
import { actorFor } from './identify.ts';

export interface LedgerDeps extends Pick<RouteDeps, 'dispatcher' | 'identify'> {
  readonly renderLedger: (ledger: Ledger) => Promise<Buffer>;
}

export function ledgerRoute({ dispatcher, identify, renderLedger }: LedgerDeps): Router {
  const router = Router();
  router.get('/api/sessions/:session/ledger.xlsx', async (request, response) => {
    const who = await identify(request.headers.cookie, request.ip ?? '');
    const result = await dispatcher.run({
      name: 'ledger.open',
      // Each opening of the link is a look of its own.
      commandId: randomUUID(),
      input: { sessionId: request.params.session },
      actor: actorFor(who, RULES['ledger.open'].who),
      connection: null,
      cookies: null,
    });
    const ledger = result as Ledger;
    const workbook = await renderLedger(ledger);
    response
      .set('cache-control', 'no-store')
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .attachment(`ledger-${ledger.session.number}.xlsx`)
      .send(workbook);
  });
  return router;
}
