/** What a server does by itself, asked for at once instead of waited for. */
import { ClockService } from '../../server/services/clock-service.ts';
import type { TestApp } from './app.ts';

export const clockOf = ({ deps }: Pick<TestApp, 'deps'>): ClockService =>
  new ClockService(deps, {
    session: () => undefined,
    stage: async () => undefined,
    signedOut: () => undefined,
    caption: () => undefined,
    isHere: () => false,
  });
