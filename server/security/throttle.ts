/** Limits in this process's memory: a restart forgives, the limits on codes and tries in the store stay. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../../shared/errors.ts';
import type { Limited, Throttle } from '../services/ports/throttle.ts';

/** Points per window of seconds. */
const LIMITS: Record<Limited, { points: number; duration: number }> = {
  codePerPhone: { points: 5, duration: 3600 },
  codePerAddress: { points: 60, duration: 3600 },
  codePerCounty: { points: 3000, duration: 3600 },
  verifyPerAddress: { points: 120, duration: 3600 },
  carryPerPhone: { points: 30, duration: 3600 },
  carryPerAddress: { points: 30, duration: 600 },
  guestPerAddress: { points: 60, duration: 600 },
  // With 100 codes alive, so many guesses meet one of them once in 9,000 times.
  carryInAll: { points: 1000, duration: 600 },
  photosPerTicket: { points: 20, duration: 600 },
  writesPerPhone: { points: 10, duration: 86_400 },
  questionsPerPhone: { points: 10, duration: 3600 },
  questionsPerCounty: { points: 3000, duration: 3600 },
  similarPerAddress: { points: 300, duration: 600 },
  filesPerCase: { points: 60, duration: 600 },
  signInPerName: { points: 20, duration: 900 },
  signInPerAddress: { points: 60, duration: 900 },
  actionsPerConnection: { points: 400, duration: 10 },
};

/** `factor` widens every limit, for load from one address. */
export function createThrottle(factor = 1): Throttle {
  const limiters = Object.fromEntries(
    Object.entries(LIMITS).map(([name, limit]) => [
      name,
      new RateLimiterMemory({ keyPrefix: name, points: limit.points * factor, duration: limit.duration }),
    ]),
  ) as Record<Limited, RateLimiterMemory>;
  return {
    async use(limited, key) {
      try {
        await limiters[limited].consume(key);
      } catch (reached) {
        if (reached instanceof RateLimiterRes)
          throw new Refusal('TOO_MANY_REQUESTS', { retryAfterMs: reached.msBeforeNext });
        throw reached;
      }
    },
  };
}
