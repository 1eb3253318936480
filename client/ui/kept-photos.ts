/** Photos that are not sent yet, kept in the browser over a reload. Where it keeps nothing, for as long as the page is open. */
const NAME = 'directline';
const STORE = 'visit-photos';
const KEEP_MS = 7 * 86_400_000;

interface KeptPhoto {
  readonly blob: Blob;
  readonly until: number;
}

/** Of this page, also where the browser keeps nothing. */
const here = new Map<string, Blob>();

const done = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not kept'));
  });

async function inStore<Value>(work: (store: IDBObjectStore) => IDBRequest<Value>): Promise<Value | undefined> {
  try {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    const database = await done(request);
    try {
      return await done(work(database.transaction(STORE, 'readwrite').objectStore(STORE)));
    } finally {
      database.close();
    }
  } catch {
    // A private mode, or no room: the page's own memory has it.
    return undefined;
  }
}

export async function keepPhoto(id: string, blob: Blob, keepMs = KEEP_MS): Promise<void> {
  here.set(id, blob);
  await inStore((store) => store.put({ blob, until: Date.now() + keepMs } satisfies KeptPhoto, id));
}

export async function keptPhoto(id: string): Promise<Blob | null> {
  const found = here.get(id);
  if (found) return found;
  const kept = (await inStore((store) => store.get(id))) as KeptPhoto | undefined;
  if (kept) here.set(id, kept.blob);
  return kept?.blob ?? null;
}

export async function forgetPhoto(id: string): Promise<void> {
  here.delete(id);
  await inStore((store) => store.delete(id));
}

/** Those that were never handed in. */
export async function forgetOldPhotos(now = Date.now()): Promise<void> {
  const keys = (await inStore((store) => store.getAllKeys())) ?? [];
  for (const key of keys) {
    const kept = (await inStore((store) => store.get(key))) as KeptPhoto | undefined;
    if (kept && kept.until <= now) await inStore((store) => store.delete(key));
  }
}
