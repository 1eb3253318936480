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

/** Answers its id. Throws `Refusal`, without a journey where the file is too large. */
export async function sendCaseFile(
  caseId: string,
  file: Blob,
  { name, isPublic, forVisit = false, commandId = randomId() }: Sent,
): Promise<string> {
  if (file.size > STAFF_FILE_MOST_BYTES) throw new Refusal('FILE_TOO_LARGE');
  const search = new URLSearchParams({
    name: name.slice(-FILE_NAME),
    public: isPublic ? '1' : '0',
    visit: forVisit ? '1' : '0',
  });
  let response: Response;
  try {
    response = await fetch(`/api/cases/${encodeURIComponent(caseId)}/files?${search}`, {
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
