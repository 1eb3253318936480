/** A recorded message on this phone, until the server has all of it. Private modes keep nothing: then it lives with the page. */
import type { RecordedMessage } from '../../media/record-message.ts';
import { recall, remember } from '../../ui/memory.ts';

export interface KeptMessage extends RecordedMessage {
  /** Under which the server takes it; `null` until it was asked. */
  readonly recordingId: string | null;
}

const STORE = 'messages';
const mark = (ticketId: string) => `directline.message.${ticketId}`;

/** Known without opening anything: whether there is one of this ticket. */
export const hasKept = (ticketId: string): boolean => recall(mark(ticketId)) !== null;

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open('directline-messages', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function inStore<Result>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<Result>) {
  const database = await open();
  try {
    return await new Promise<Result>((resolve, reject) => {
      const request = act(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}

export async function keepMessage(ticketId: string, message: KeptMessage): Promise<void> {
  try {
    await inStore('readwrite', (store) => store.put(message, ticketId));
    remember(mark(ticketId), 'kept');
  } catch {
    // It is sent from this page, or not at all.
  }
}

export async function keptMessage(ticketId: string): Promise<KeptMessage | null> {
  if (!hasKept(ticketId)) return null;
  try {
    return ((await inStore('readonly', (store) => store.get(ticketId))) as KeptMessage | undefined) ?? null;
  } catch {
    return null;
  }
}

export async function dropMessage(ticketId: string): Promise<void> {
  remember(mark(ticketId), null);
  await inStore('readwrite', (store) => store.delete(ticketId)).catch(() => undefined);
}
