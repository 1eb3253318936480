/** Brings a recorded message up in pieces, from where the server has it: a network that breaks off costs one piece. */
import { beginLeftMessage, sendLeftMessage, showLeftMessage } from '../../../shared/actions/left-messages.ts';
import { CONSENT_VERSION } from '../../../shared/consent.ts';
import { Refusal } from '../../../shared/errors.ts';
import { MESSAGE_PIECE_BYTES } from '../../../shared/left-message.ts';
import { asRefusal, callAction, toRefusal } from '../../api/call-action.ts';
import { dropMessage, type KeptMessage, keepMessage } from './kept-message.ts';

const AGAIN_MS = 2000;

/** `onPart`: 0 to 1. Goes on trying while there is no network. Throws `Refusal` where trying again changes nothing. */
export async function sendRecorded(
  ticketId: string,
  message: KeptMessage,
  onPart: (part: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { blob, container } = message;
  let { recordingId } = message;
  if (recordingId === null) {
    recordingId = (await callAction(beginLeftMessage, { ticketId, container, bytes: blob.size }, { signal }))
      .recordingId;
    await keepMessage(ticketId, { ...message, recordingId });
  }
  const named = { ticketId, recordingId };
  let at = await receivedOf(named, signal);
  while (at < blob.size) {
    onPart(at / blob.size);
    const piece = blob.slice(at, at + MESSAGE_PIECE_BYTES);
    try {
      at = await putPiece(named, at, piece, signal);
    } catch (error) {
      const { code } = asRefusal(error);
      if (signal.aborted || (code !== 'UNAVAILABLE' && code !== 'STALE')) throw error;
      if (code === 'UNAVAILABLE') await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      at = await receivedOf(named, signal);
    }
  }
  onPart(1);
  await callAction(sendLeftMessage, { ...named, version: CONSENT_VERSION }, { signal });
  await dropMessage(ticketId);
}

interface Named {
  ticketId: string;
  recordingId: string;
}

async function receivedOf(named: Named, signal: AbortSignal): Promise<number> {
  for (;;) {
    try {
      return (await callAction(showLeftMessage, named, { signal })).received;
    } catch (error) {
      if (signal.aborted || asRefusal(error).code !== 'UNAVAILABLE') throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

async function putPiece({ ticketId, recordingId }: Named, at: number, piece: Blob, signal: AbortSignal) {
  const path = `/api/tickets/${encodeURIComponent(ticketId)}/messages/${encodeURIComponent(recordingId)}/content?at=${at}`;
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'PUT',
      headers: { 'x-directline': '1', 'content-type': 'application/octet-stream' },
      body: piece,
      signal,
    });
  } catch {
    throw new Refusal('UNAVAILABLE');
  }
  const answer = (await response.json().catch(() => null)) as { received?: unknown } | null;
  if (!response.ok) throw toRefusal(response.status, answer);
  return typeof answer?.received === 'number' ? answer.received : at;
}
