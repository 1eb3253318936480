/**
 * The doors for files of a case, which are no JSON. Who may send one is asked before anything is read; what was read goes
 * through the same door as every action (T1). What is sent out is shown in a page only where we drew it ourselves.
 */
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { ActionName, ResultOf } from '../../shared/actions/all.ts';
import { Refusal } from '../../shared/errors.ts';
import { CITIZEN_FILE_MOST_BYTES, FILE_TYPES, STAFF_FILE_MOST_BYTES } from '../../shared/files.ts';
import { actsAs } from '../../shared/roles.ts';
import { RULES } from '../domain/people/policy.ts';
import type { Actor } from '../domain/people/types.ts';
import type { SentFiles } from '../services/ports/files.ts';
import type { Throttle } from '../services/ports/throttle.ts';
import { ownPagesOnly, type RouteDeps } from './action-routes.ts';
import { actorFor } from './identify.ts';

export interface FileDeps extends Pick<RouteDeps, 'dispatcher' | 'identify' | 'ownOrigin'> {
  readonly files: SentFiles;
  readonly throttle: Throttle;
}

type Opens = Extract<ActionName, 'case.file' | 'my.file' | 'board.file'>;

const reads = (limit: number): RequestHandler => {
  const readBody = express.raw({ type: () => true, limit });
  return (request, response, next) =>
    readBody(request, response, (error?: unknown) => {
      const tooLarge =
        typeof error === 'object' && error !== null && 'type' in error && error.type === 'entity.too.large';
      next(tooLarge ? new Refusal('FILE_TOO_LARGE') : error);
    });
};

export function fileRoute(deps: FileDeps): Router {
  const router = Router();
  addDoor(router, deps, {
    path: '/api/cases/:caseId/files',
    list: 'case.files',
    add: 'case.addFile',
    open: 'case.file',
    from: 'staff',
    most: STAFF_FILE_MOST_BYTES,
  });
  addDoor(router, deps, {
    path: '/api/my/cases/:caseId/files',
    list: 'my.files',
    add: 'my.addFile',
    open: 'my.file',
    from: 'citizen',
    most: CITIZEN_FILE_MOST_BYTES,
  });
  addCallDoor(router, deps);
  const { dispatcher, identify } = deps;
  router.get('/api/board/files/:fileId/content', async (request, response) => {
    const actor = actorFor(await identify(request.headers.cookie, request.ip ?? ''), RULES['board.file'].who);
    const { fileId } = request.params;
    const found = await dispatcher.run({
      ...COMMON,
      name: 'board.file',
      commandId: undefined,
      input: { fileId },
      actor,
    });
    sendFile(response, found as ResultOf<Opens>);
  });
  return router;
}

interface FileDoor {
  readonly path: string;
  readonly list: 'case.files' | 'my.files';
  readonly add: 'case.addFile' | 'my.addFile';
  readonly open: Opens;
  readonly from: 'staff' | 'citizen';
  readonly most: number;
}

const COMMON = { connection: null, cookies: null } as const;

function addDoor(router: Router, deps: FileDeps, { path, list, add, open, from, most }: FileDoor): void {
  const { dispatcher, files, throttle } = deps;
  const actorOf = async (request: Request, name: ActionName): Promise<Actor> =>
    actorFor(await deps.identify(request.headers.cookie, request.ip ?? ''), RULES[name].who);

  router.get(`${path}/:fileId/content` as string, async (request, response) => {
    const actor = await actorOf(request, open);
    const { caseId, fileId } = request.params;
    const found = await dispatcher.run({
      ...COMMON,
      name: open,
      commandId: undefined,
      input: { caseId, fileId },
      actor,
    });
    sendFile(response, found as ResultOf<Opens>);
  });

  // Whoever sends JSON means the action itself, which then has no file.
  const isFile = (request: Request) => !request.is('application/json');
  const body = reads(most);
  router.post(path, async (request, response, next) => {
    if (!isFile(request)) return next('route');
    ownPagesOnly(request, deps);
    const actor = await actorOf(request, add);
    const { caseId } = request.params;
    // Refuses whoever may not even see them.
    await dispatcher.run({ ...COMMON, name: list, commandId: undefined, input: { caseId }, actor });
    await throttle.use('filesPerCase', `${from}:${caseId}`);
    response.locals.actor = actor;
    next();
  });
  router.post(path, (request, response, next) => (isFile(request) ? body(request, response, next) : next('route')));
  router.post(path, async (request, response, next) => {
    if (!isFile(request)) return next('route');
    const file: unknown = request.body;
    if (!Buffer.isBuffer(file) || file.length === 0) {
      throw new Refusal(from === 'citizen' ? 'NOT_A_PICTURE' : 'NOT_A_FILE');
    }
    const upload = await files.take(file, from);
    try {
      const result = await dispatcher.run({
        ...COMMON,
        name: add,
        commandId: request.get('idempotency-key'),
        input: {
          caseId: request.params.caseId,
          name: request.query.name,
          isPublic: request.query.public === '1',
          ...(from === 'staff' ? { forVisit: request.query.visit === '1' } : {}),
          upload,
        },
        actor: response.locals.actor as Actor,
      });
      response.set('cache-control', 'no-store').json(result);
    } finally {
      files.drop(upload);
    }
  });
}

/** On a call: that somebody is of its desks is asked with the case; until then staff alone are read, and counted. */
function addCallDoor(router: Router, { dispatcher, files, throttle, identify, ownOrigin }: FileDeps): void {
  const path = '/api/sessions/:sessionId/calls/:callId/cases/:caseId/files';
  const name = 'call.addFile';
  router.post(path, async (request, response, next) => {
    if (request.is('application/json')) return next('route');
    ownPagesOnly(request, { ownOrigin });
    const actor = actorFor(await identify(request.headers.cookie, request.ip ?? ''), RULES[name].who);
    if (!isOneOf(actor, RULES[name].who)) throw new Refusal(actor.kind === 'anyone' ? 'NOT_SIGNED_IN' : 'FORBIDDEN');
    await throttle.use('filesPerCase', `call:${request.params.caseId}`);
    response.locals.actor = actor;
    next();
  });
  const body = reads(STAFF_FILE_MOST_BYTES);
  router.post(path, (request, response, next) =>
    request.is('application/json') ? next('route') : body(request, response, next),
  );
  router.post(path, async (request, response, next) => {
    if (request.is('application/json')) return next('route');
    const file: unknown = request.body;
    if (!Buffer.isBuffer(file) || file.length === 0) throw new Refusal('NOT_A_FILE');
    const upload = await files.take(file, 'staff');
    try {
      const commandId = request.get('idempotency-key');
      const input = { ...request.params, name: request.query.name, upload };
      const actor = response.locals.actor as Actor;
      const result = await dispatcher.run({ ...COMMON, name, commandId, input, actor });
      response.set('cache-control', 'no-store').json(result);
    } finally {
      files.drop(upload);
    }
  });
}

const isOneOf = (actor: Actor, who: readonly string[]): boolean =>
  actor.kind === 'staff' && [...actsAs(actor.roles)].some((role) => who.includes(role));

/** A picture that we drew may be seen in the page; everything else is saved, under its name. */
export function sendFile(response: Response, { name, kind, bodyBase64 }: ResultOf<Opens>): void {
  if (kind !== 'picture') response.attachment(name);
  response
    .set({ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' })
    .set('content-type', FILE_TYPES[kind])
    .send(Buffer.from(bodyBase64, 'base64'));
}
