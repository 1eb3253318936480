/** Sends a file to a case, and tells where it can be fetched. */
import * as z from 'zod/mini';
import { addCaseFile } from '../../../shared/actions/files.ts';
import { Refusal } from '../../../shared/errors.ts';
import { FILE_NAME, STAFF_FILE_MOST_BYTES } from '../../../shared/files.ts';
import { toRefusal } from '../../api/call-action.ts';
import { randomId } from '../../api/command-id.ts';

interface Sent {
  readonly name: string;
  readonly isPublic: boolean;
  /** Of work on the spot that is written down next. */
  readonly forVisit?: boolean;
  /** Kept by whoever may send the same file again (T3). */
  readonly commandId?: string;
}

/** On a call, to one of its cases; as `sendCaseFile`. */
export function sendCallFile(of: { sessionId: string; callId: string; caseId: string }, file: File): Promise<string> {
  const [sessionId, callId, caseId] = [of.sessionId, of.callId, of.caseId].map(encodeURIComponent);
  const search = new URLSearchParams({ name: file.name.slice(-FILE_NAME) });
  return post(`/api/sessions/${sessionId}/calls/${callId}/cases/${caseId}/files?${search}`, file, randomId());
}

/** Answers its id. Throws `Refusal`, without a journey where the file is too large. */
export async function sendCaseFile(
  caseId: string,
  file: Blob,
  { name, isPublic, forVisit = false, commandId = randomId() }: Sent,
): Promise<string> {
  const search = new URLSearchParams({
    name: name.slice(-FILE_NAME),
    public: isPublic ? '1' : '0',
    visit: forVisit ? '1' : '0',
  });
  return post(`/api/cases/${encodeURIComponent(caseId)}/files?${search}`, file, commandId);
}

async function post(path: string, file: Blob, commandId: string): Promise<string> {
  if (file.size > STAFF_FILE_MOST_BYTES) throw new Refusal('FILE_TOO_LARGE');
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: {
        'x-directline': '1',
        'content-type': 'application/octet-stream',
        'idempotency-key': commandId,
      },
      body: file,
    });
  } catch {
    throw new Refusal('UNAVAILABLE');
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw toRefusal(response.status, body);
  return z.parse(addCaseFile.result, body).fileId;
}

export const fileAddress = (caseId: string, fileId: string) => `/api/cases/${caseId}/files/${fileId}/content`;
