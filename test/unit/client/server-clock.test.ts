/** The server's time on a phone whose own clock is wrong, or is set right while the page is open. */
import { expect, it } from 'vitest';
import { ServerClock } from '../../../client/realtime/server-clock.ts';

const HOUR = 3_600_000;

it('is right on a phone that is three hours ahead, by the message that took the shortest way', () => {
  const clock = new ServerClock();
  const delays = [400, 30, 900];
  delays.forEach((delay, index) => {
    const at = 10_000 + index * 5000;
    clock.learn(at, at + delay + 3 * HOUR, at);
  });
  expect(clock.now(50_000 + 3 * HOUR)).toBe(50_000 - 30);
});

it('follows a clock that is set, with the first message after that', () => {
  const clock = new ServerClock();
  clock.learn(10_000, 10_050 + 3 * HOUR, 500);
  clock.learn(20_000, 20_050, 10_500);
  expect(clock.now(21_050)).toBe(21_000);
  clock.learn(30_000, 30_050 - 3 * HOUR, 20_500);
  expect(clock.now(31_050 - 3 * HOUR)).toBe(31_000);
});

it('keeps what it knows through a sleep in which the steady clock stood still', () => {
  const clock = new ServerClock();
  clock.learn(10_000, 10_050, 500);
  expect(clock.now(10_050 + 5 * 60_000)).toBe(10_000 + 5 * 60_000);
});
