/** Sends a picture for the stage of a call; it is shown at once. Answers its id. Throws `Refusal`. */
import * as z from 'zod/mini';
import { sendPicture } from '../../../shared/actions/pictures.ts';
import { Refusal } from '../../../shared/errors.ts';
import { PHOTO_MOST_BYTES } from '../../../shared/photo.ts';
import { toRefusal } from '../../api/call-action.ts';
import { randomId } from '../../api/command-id.ts';

export async function sendStagePicture(sessionId: string, callId: string, file: Blob): Promise<string> {
  if (file.size > PHOTO_MOST_BYTES) throw new Refusal('PHOTO_TOO_LARGE');
  const path = `/api/sessions/${encodeURIComponent(sessionId)}/calls/${encodeURIComponent(callId)}/pictures`;
  const headers = {
    'x-directline': '1',
    'idempotency-key': randomId(),
    'content-type': 'application/octet-stream',
  };
  const response = await fetch(path, { method: 'POST', headers, body: file }).catch(() => {
    throw new Refusal('UNAVAILABLE');
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw toRefusal(response.status, answer);
  return z.parse(sendPicture.result, answer).pictureId;
}
