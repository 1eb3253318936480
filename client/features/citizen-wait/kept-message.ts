/**
 * A recorded message on this phone, for a day or until the server has all of it. Private modes keep nothing, nor does a
 * device that others use: then it lives with the page.
 */
import type { RecordedMessage } from '../../media/record-message.ts';
import { remember } from '../../ui/memory.ts';
import { hasKept, KEEP_MS, mark, markedTickets } from './message-marks.ts';

export interface KeptMessage extends RecordedMessage {
  /** Under which the server takes it; `null` until it was asked. */
  readonly recordingId: string | null;
}

const STORE = 'messages';
let keeps = true;

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

export async function keepMessage(ticketId: string, message: KeptMessage, now = Date.now()): Promise<void> {
  if (!keeps) return;
  try {
    await inStore('readwrite', (store) => store.put(message, ticketId));
    remember(mark(ticketId), String(now + KEEP_MS));
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

/** Whichever page opens first after their day drops them. */
export async function forgetOldMessages(now = Date.now()): Promise<void> {
  for (const ticketId of markedTickets()) if (!hasKept(ticketId, now)) await dropMessage(ticketId);
}

/** On a device that others use: drops all there are, and this page keeps none from now on. */
export async function keepNoMessages(): Promise<void> {
  keeps = false;
  for (const ticketId of markedTickets()) remember(mark(ticketId), null);
  await inStore('readwrite', (store) => store.clear()).catch(() => undefined);
}
