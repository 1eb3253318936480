/** Short-lived TURN credentials by the "TURN REST API" (draft-uberti-behave-turn-rest-00): no account is kept anywhere. */
import { createHmac } from 'node:crypto';
import type { ResultOf } from '../../shared/actions/all.ts';

export interface TurnSettings {
  /** `turn:` and `turns:` addresses; empty: no TURN. */
  readonly urls: readonly string[];
  /** The `static-auth-secret` shared with the TURN server. */
  readonly secret: string;
  readonly ttlSeconds?: number;
}

/** `key` names the person in the TURN server's log; `now` in milliseconds. */
export function turnServers(
  settings: TurnSettings | null,
  key: string,
  now: number,
): ResultOf<'media.join'>['iceServers'] {
  if (!settings || settings.urls.length === 0) return [];
  const expiresAt = Math.floor(now / 1000) + (settings.ttlSeconds ?? 4 * 3600);
  const username = `${expiresAt}:${key}`;
  const credential = createHmac('sha1', settings.secret).update(username).digest('base64');
  return [{ urls: [...settings.urls], username, credential }];
}
