/** The server's time on pages without a connection, by the `Date` of its answers: whole seconds, which is enough for them. */
import { ServerClock } from '../realtime/server-clock.ts';

const clock = new ServerClock();

export function learnServerTime(headers: Headers): void {
  const at = Date.parse(headers.get('date') ?? '');
  if (Number.isFinite(at)) clock.learn(at);
}

/** This device's own time before the first answer. */
export const serverNow = (): number => clock.now();
