/**
 * The door for photos and PDF files of a matter: they are no JSON. Who may add one is asked before anything is read; what was read goes through
 * the same door as every action (T1).
 */
import express, { type RequestHandler, Router } from 'express';
import { Refusal } from '../../shared/errors.ts';
import { PHOTO_MOST_BYTES } from '../../shared/photo.ts';
import { RULES } from '../domain/people/policy.ts';
import type { Actor } from '../domain/people/types.ts';
import type { SentFiles } from '../services/ports/files.ts';
import type { Pictures } from '../services/ports/pictures.ts';
import type { Throttle } from '../services/ports/throttle.ts';
import { ownPagesOnly, type RouteDeps } from './action-routes.ts';
import { actorFor } from './identify.ts';

export interface PhotoDeps extends Pick<RouteDeps, 'dispatcher' | 'identify' | 'holderOf' | 'ownOrigin'> {
  readonly pictures: Pictures;
  readonly files: SentFiles;
  readonly throttle: Throttle;
}

const readBody = express.raw({ type: () => true, limit: PHOTO_MOST_BYTES });
const read: RequestHandler = (request, response, next) =>
  readBody(request, response, (error?: unknown) => {
    const tooLarge =
      typeof error === 'object' && error !== null && 'type' in error && error.type === 'entity.too.large';
    next(tooLarge ? new Refusal('PHOTO_TOO_LARGE') : error);
  });

interface Door {
  readonly path: string;
  readonly action: 'photo.add' | 'picture.send' | 'document.add';
  readonly takes: 'picture' | 'pdf';
  /** Refuses whoever may not even look. */
  readonly look: 'additions.show' | 'picture.choices';
  /** Whose tries are counted. */
  readonly limitedBy: 'ticketId' | 'callId';
}
const DOORS: readonly Door[] = [
  {
    path: '/api/tickets/:ticketId/photos',
    action: 'photo.add',
    takes: 'picture',
    look: 'additions.show',
    limitedBy: 'ticketId',
  },
  {
    path: '/api/tickets/:ticketId/documents',
    action: 'document.add',
    takes: 'pdf',
    look: 'additions.show',
    limitedBy: 'ticketId',
  },
  {
    path: '/api/sessions/:sessionId/calls/:callId/pictures',
    action: 'picture.send',
    takes: 'picture',
    look: 'picture.choices',
    limitedBy: 'callId',
  },
];

export function photoRoute(deps: PhotoDeps): Router {
  const router = Router();
  const { dispatcher, pictures, files, throttle } = deps;
  const common = { connection: null, cookies: null } as const;
  for (const { path, action, takes, look, limitedBy } of DOORS) {
    const isPdf = takes === 'pdf';
    router.post(path, async (request, response, next) => {
      // Whoever sends JSON means the action itself, which then has no picture.
      if (request.is('application/json')) return next('route');
      ownPagesOnly(request, deps);
      const named = request.params as Readonly<Record<string, string>>;
      const who = await deps.identify(request.headers.cookie, request.ip ?? '');
      const actor = (await deps.holderOf(who, named.ticketId)) ?? actorFor(who, RULES[action].who);
      await dispatcher.run({ ...common, name: look, commandId: undefined, input: named, actor });
      await throttle.use('photosPerTicket', named[limitedBy] ?? '');
      response.locals.actor = actor;
      next();
    });
    router.post(path, (request, response, next) =>
      request.is('application/json') ? next('route') : read(request, response, next),
    );
    router.post(path, async (request, response, next) => {
      if (request.is('application/json')) return next('route');
      const file: unknown = request.body;
      if (!Buffer.isBuffer(file) || file.length === 0) throw new Refusal(isPdf ? 'PDF_UNREADABLE' : 'NOT_A_PICTURE');
      const upload = isPdf ? await files.take(file, 'matter') : await pictures.take(file);
      try {
        const result = await dispatcher.run({
          ...common,
          name: action,
          commandId: request.get('idempotency-key'),
          input: { ...request.params, ...(isPdf ? { name: request.query.name } : {}), upload },
          actor: response.locals.actor as Actor,
        });
        response.set('cache-control', 'no-store').json(result);
      } finally {
        (isPdf ? files : pictures).drop(upload);
      }
    });
  }
  return router;
}
