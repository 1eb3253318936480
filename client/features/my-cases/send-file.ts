/** Sends one picture to an own case. */
import { Refusal } from '../../../shared/errors.ts';
import { toRefusal } from '../../api/call-action.ts';
import { randomId } from '../../api/command-id.ts';

/** `commandId`: kept by whoever may send the same picture again (T3). Throws `Refusal`. */
export async function sendFile(
  caseId: string,
  file: Blob,
  name: string,
  isPublic: boolean,
  commandId = randomId(),
): Promise<void> {
  const query = new URLSearchParams({ name: name.slice(-100) || 'photo', public: isPublic ? '1' : '0' });
  let response: Response;
  try {
    response = await fetch(`/api/my/cases/${encodeURIComponent(caseId)}/files?${query}`, {
      method: 'POST',
      body: file,
      headers: { 'x-directline': '1', 'idempotency-key': commandId, 'content-type': 'application/octet-stream' },
    });
  } catch {
    throw new Refusal('UNAVAILABLE');
  }
  if (!response.ok) throw toRefusal(response.status, await response.json().catch(() => undefined));
}
