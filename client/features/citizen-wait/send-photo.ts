/** Sends one photo or PDF file and tells how far it is: `fetch` cannot say that of what goes up. */

import { Refusal } from '../../../shared/errors.ts';
import { CITIZEN_FILE_MOST_BYTES, FILE_NAME, FILE_TYPES } from '../../../shared/files.ts';
import { PHOTO_MOST_BYTES } from '../../../shared/photo.ts';
import { toRefusal } from '../../api/call-action.ts';
import { randomId } from '../../api/command-id.ts';

/** `onPart`: 0 to 1. Throws `Refusal`, without a journey where the file is too large. */
export const isPdf = (file: Blob): boolean => file.type === FILE_TYPES.pdf;

/** As `sendPhoto`. */
export function sendDocument(ticketId: string, file: File, onPart: (part: number) => void): Promise<void> {
  if (file.size > CITIZEN_FILE_MOST_BYTES) return Promise.reject(new Refusal('FILE_TOO_LARGE'));
  const search = new URLSearchParams({ name: file.name.slice(-FILE_NAME) });
  return send(`/api/tickets/${encodeURIComponent(ticketId)}/documents?${search}`, file, onPart);
}

export function sendPhoto(ticketId: string, file: Blob, onPart: (part: number) => void): Promise<void> {
  if (file.size > PHOTO_MOST_BYTES) return Promise.reject(new Refusal('PHOTO_TOO_LARGE'));
  return send(`/api/tickets/${encodeURIComponent(ticketId)}/photos`, file, onPart);
}

function send(path: string, file: Blob, onPart: (part: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('x-directline', '1');
    request.setRequestHeader('idempotency-key', randomId());
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onPart(total > 0 ? loaded / total : 0);
    request.onload = () => (request.status < 300 ? resolve() : reject(toRefusal(request.status, request.response)));
    request.onerror = () => reject(new Refusal('UNAVAILABLE'));
    request.send(file);
  });
}
