/** The door for recordings, which are no JSON: whoever watches one gets it in the ranges that a player asks for (RFC 9110 §14). */
import { type Request, type Response, Router } from 'express';
import { recordingFile } from '../../shared/actions/recordings.ts';
import { Refusal } from '../../shared/errors.ts';
import type { RecordingContainer } from '../../shared/states.ts';
import { RULES } from '../domain/people/policy.ts';
import type { RecordingFiles } from '../services/ports/recordings.ts';
import type { RouteDeps } from './action-routes.ts';
import { actorFor } from './identify.ts';

export interface RecordingDeps extends Pick<RouteDeps, 'dispatcher' | 'identify'> {
  readonly recordings: RecordingFiles;
  readonly recording: (id: string) => Promise<{ readonly file: string; readonly container: RecordingContainer } | null>;
}

type Asked = Request<{ caseId: string; recordingId: string }>;
const TYPES: Record<RecordingContainer, string> = { webm: 'video/webm', mp4: 'video/mp4' };
const PATH = '/api/cases/:caseId/recordings/:recordingId';

export function recordingRoute(deps: RecordingDeps): Router {
  const router = Router();
  router.get(`${PATH}/content`, async (request: Asked, response) => {
    const { file, container } = await allowed(deps, request);
    await send(response, deps.recordings.whole(file, container), TYPES[container]);
  });
  router.get(`${PATH}/poster`, async (request: Asked, response) => {
    const { file } = await allowed(deps, request);
    await send(response, deps.recordings.poster(file), 'image/jpeg');
  });
  router.get(`${PATH}/together`, async (request: Asked, response) => {
    const { file, whole } = await allowed(deps, request);
    if (!whole) throw new Refusal('NOT_FOUND');
    // Its name says nothing of anybody.
    response.attachment(`call-${request.params.recordingId}.webm`);
    await send(response, deps.recordings.together(file), TYPES.webm);
  });
  return router;
}

/** Throws unless the asker is watching it now (R7). */
async function allowed({ dispatcher, identify, recording }: RecordingDeps, request: Asked) {
  const who = await identify(request.headers.cookie, request.ip ?? '');
  const { caseId, recordingId } = request.params;
  const answer = await dispatcher.run({
    name: 'recording.file',
    commandId: undefined,
    input: { caseId, recordingId },
    actor: actorFor(who, RULES['recording.file'].who),
    connection: null,
    cookies: null,
  });
  const { whole } = recordingFile.result.parse(answer);
  const found = await recording(recordingId);
  if (!found) throw new Refusal('NOT_FOUND');
  return { ...found, whole };
}

function send(response: Response, file: string, type: string): Promise<void> {
  response.set({ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' }).type(type);
  return new Promise((resolve, reject) => {
    response.sendFile(file, { acceptRanges: true, cacheControl: false, dotfiles: 'allow' }, (error) => {
      // A player that has enough breaks off.
      if (!error || response.headersSent) resolve();
      else reject(new Refusal('NOT_FOUND'));
    });
  });
}
