/** One route per action that has an HTTP door, made from the registry. */
import express, { type Request, Router } from 'express';
import { MAX_MESSAGE_BYTES } from '../../shared/action.ts';
import { ACTIONS } from '../../shared/actions/all.ts';
import { Refusal } from '../../shared/errors.ts';
import { RULES, type Rule } from '../domain/people/policy.ts';
import type { Actor } from '../domain/people/types.ts';
import type { Dispatcher } from '../services/dispatch.ts';
import { cookieJar } from './cookies.ts';
import { actorFor, type WhoAsks } from './identify.ts';

export interface RouteDeps {
  readonly dispatcher: Dispatcher;
  readonly identify: (cookieHeader: string | undefined, address: string) => Promise<WhoAsks>;
  /** Of a browser that is signed in as an officer and with a phone, who holds the ticket. */
  readonly holderOf: (who: WhoAsks, ticketId: unknown) => Promise<Actor | null>;
  readonly secure: boolean;
  readonly demo: boolean;
  /** Whether a browser's `Origin` is this site's own. */
  readonly ownOrigin: (origin: string | undefined, host: string | undefined) => boolean;
}

export function actionRoutes(deps: RouteDeps): Router {
  const router = Router();
  router.use('/api', express.json({ limit: MAX_MESSAGE_BYTES }));
  for (const [name, action] of ACTIONS) {
    if (!action.http || (name === 'demo.outbox' && !deps.demo)) continue;
    const { method, path } = action.http;
    const route = path.replace(/\{(\w+)\}/g, ':$1');
    router[method.toLowerCase() as 'get' | 'post' | 'put' | 'delete'](route, async (request, response) => {
      if (method !== 'GET') ownPagesOnly(request, deps);
      const rule: Rule = RULES[name];
      const input: Record<string, unknown> = {
        ...(method === 'GET' ? request.query : bodyOf(request)),
        ...request.params,
      };
      const who = deps.identify(request.headers.cookie, request.ip ?? '');
      const actor = who.then(
        async (its) => (rule.ownTicket && (await deps.holderOf(its, input.ticketId))) || actorFor(its, rule.who),
      );
      // Whoever runs the action hears of a failure, unless it ends before asking who it is.
      actor.catch(() => undefined);
      const result = await deps.dispatcher.run({
        name,
        commandId: request.get('idempotency-key'),
        input,
        actor,
        connection: null,
        cookies: cookieJar(request, response, deps.secure),
      });
      response.set('cache-control', 'no-store').json(result);
    });
  }
  router.use('/api', () => {
    throw new Refusal('UNKNOWN_ACTION');
  });
  return router;
}

/** Against cross-site requests: the header cannot be set from elsewhere without our leave, and the origin must be ours. */
export function ownPagesOnly(request: Request, deps: Pick<RouteDeps, 'ownOrigin'>): void {
  if (request.get('x-directline') !== '1') throw new Refusal('BAD_ORIGIN');
  const origin = request.get('origin');
  if (origin !== undefined && !deps.ownOrigin(origin, request.get('host'))) throw new Refusal('BAD_ORIGIN');
}

function bodyOf(request: Request): Record<string, unknown> {
  const body: unknown = request.body ?? {};
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Refusal('BAD_INPUT', { issues: [{ path: '', message: 'expected an object' }] });
  return body as Record<string, unknown>;
}
