/** What this device keeps for its person. Private modes refuse storage: then nothing is kept and the page works. */

/** Before the session's id: what was typed while taking a number. */
export const DRAFT = 'directline.join.';

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Nothing to do about it.
  }
}

/** Drafts say until when they are kept; whichever page opens first after that drops them. */
export function forgetOldDrafts(now = Date.now()): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(DRAFT)) continue;
      const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as { until?: unknown } | null;
      if (!(typeof kept?.until === 'number' && kept.until > now)) localStorage.removeItem(key);
    }
  } catch {
    // Nothing was kept.
  }
}
