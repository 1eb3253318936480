/** The minutes of an evening as files, for anybody, through the same door as every action (T1). */
import { type Request, Router } from 'express';
import type { PublicMinutes } from '../../shared/actions/minutes.ts';
import { RULES } from '../domain/people/policy.ts';
import type { RouteDeps } from './action-routes.ts';
import { actorFor } from './identify.ts';

export interface MinutesDeps extends Pick<RouteDeps, 'dispatcher' | 'identify'> {
  readonly renderMinutes: (minutes: PublicMinutes) => Promise<Buffer>;
  readonly minutesTable: (minutes: PublicMinutes) => string;
}

type Asked = Request<{ session: string }>;

export function minutesRoute({ dispatcher, identify, renderMinutes, minutesTable }: MinutesDeps): Router {
  const router = Router();
  const read = async (request: Asked): Promise<PublicMinutes> => {
    const who = await identify(request.headers.cookie, request.ip ?? '');
    const result = await dispatcher.run({
      name: 'minutes.read',
      commandId: undefined,
      input: { sessionId: request.params.session },
      actor: actorFor(who, RULES['minutes.read'].who),
      connection: null,
      cookies: null,
    });
    return result as PublicMinutes;
  };
  // A consent that is taken back takes the words out of the next file (T6): none is kept on the way.
  router.get('/api/sessions/:session/minutes.pdf', async (request: Asked, response) => {
    const minutes = await read(request);
    const pdf = await renderMinutes(minutes);
    response.set('cache-control', 'no-store').type('application/pdf').attachment(nameOf(minutes, 'pdf')).send(pdf);
  });
  router.get('/api/sessions/:session/minutes.csv', async (request: Asked, response) => {
    const minutes = await read(request);
    response
      .set('cache-control', 'no-store')
      .type('text/csv; charset=utf-8')
      .attachment(nameOf(minutes, 'csv'))
      .send(minutesTable(minutes));
  });
  return router;
}

const nameOf = ({ content, edition }: PublicMinutes, kind: 'pdf' | 'csv'): string =>
  `minutes-${content.session.number}${edition > 1 ? `-${edition}` : ''}.${kind}`;
