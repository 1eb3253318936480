/** Sends one picture to an own case. */
import { toRefusal } from '../../api/call-action.ts';
import { randomId } from '../../api/command-id.ts';

export async function sendFile(caseId: string, file: Blob, name: string, isPublic: boolean): Promise<void> {
  const query = new URLSearchParams({ name: name.slice(-100) || 'photo', public: isPublic ? '1' : '0' });
  const response = await fetch(`/api/my/cases/${encodeURIComponent(caseId)}/files?${query}`, {
    method: 'POST',
    body: file,
    headers: { 'x-directline': '1', 'idempotency-key': randomId(), 'content-type': 'application/octet-stream' },
  });
  if (!response.ok) throw toRefusal(response.status, await response.json().catch(() => undefined));
}
