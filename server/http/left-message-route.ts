/**
 * The door for recorded messages, which are no JSON: pieces of at most 256 KB behind one another, and the end, before
 * which the file is looked at. Who may is asked before anything is read; what comes of it goes through every action's door (T1).
 */
import express, { type Request, Router } from 'express';
import { Refusal } from '../../shared/errors.ts';
import { MESSAGE_PIECE_BYTES } from '../../shared/left-message.ts';
import type { RecordingContainer } from '../../shared/states.ts';
import { RULES } from '../domain/people/policy.ts';
import type { Actor } from '../domain/people/types.ts';
import type { LeftFiles } from '../services/ports/left-files.ts';
import { ownPagesOnly, type RouteDeps } from './action-routes.ts';
import { actorFor } from './identify.ts';

export interface LeftMessageDeps extends Pick<RouteDeps, 'dispatcher' | 'identify' | 'holderOf' | 'ownOrigin'> {
  readonly leftFiles: LeftFiles;
  readonly recording: (id: string) => Promise<{ readonly file: string; readonly container: RecordingContainer } | null>;
}

type Asked = Request<{ ticketId: string; recordingId: string }>;
const PATH = '/api/tickets/:ticketId/messages/:recordingId';
const common = { connection: null, cookies: null } as const;
const readPiece = express.raw({ type: () => true, limit: MESSAGE_PIECE_BYTES });

export function leftMessageRoute(deps: LeftMessageDeps): Router {
  const router = Router();
  const { dispatcher, leftFiles } = deps;

  router.put(`${PATH}/content`, async (request: Asked, response, next) => {
    await allowed(deps, request);
    readPiece(request, response, next);
  });
  router.put(`${PATH}/content`, async (request: Asked, response) => {
    const piece: unknown = request.body;
    const at = Number(request.query.at);
    if (!Buffer.isBuffer(piece) || piece.length === 0 || !Number.isInteger(at) || at < 0)
      throw new Refusal('BAD_INPUT', {
        issues: [{ path: 'at', message: 'expected where the piece begins, and the piece' }],
      });
    const { file } = await fileOf(deps, request);
    response.set('cache-control', 'no-store').json({ received: await leftFiles.append(file, at, piece) });
  });

  router.post(`${PATH}/send`, async (request: Asked, response, next) => {
    const actor = await allowed(deps, request);
    const { file, container } = await fileOf(deps, request);
    await leftFiles.close(file, container);
    Object.assign(response.locals, { actor });
    next();
  });
  router.post(`${PATH}/send`, express.json({ limit: '16kb' }), async (request: Asked, response) => {
    const result = await dispatcher.run({
      ...common,
      name: 'leftMessage.send',
      commandId: request.get('idempotency-key'),
      input: { ...request.body, ...request.params },
      actor: response.locals.actor as Actor,
    });
    response.set('cache-control', 'no-store').json(result);
  });
  return router;
}

/** Throws unless the asker has this very message to send. */
async function allowed(deps: LeftMessageDeps, request: Asked): Promise<Actor> {
  ownPagesOnly(request, deps);
  const { ticketId, recordingId } = request.params;
  const who = await deps.identify(request.headers.cookie, request.ip ?? '');
  const actor = (await deps.holderOf(who, ticketId)) ?? actorFor(who, RULES['leftMessage.received'].who);
  await deps.dispatcher.run({
    ...common,
    name: 'leftMessage.received',
    commandId: undefined,
    input: { ticketId, recordingId },
    actor,
  });
  return actor;
}

async function fileOf({ recording }: LeftMessageDeps, request: Asked) {
  const found = await recording(request.params.recordingId);
  if (!found) throw new Refusal('NOT_FOUND');
  return found;
}
