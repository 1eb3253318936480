import { expect, test } from 'vitest';
import { deckSeat } from '../../../client/features/stage/seats.ts';
import { call, view } from './view.ts';

test('[C4] the seat that was chosen on a card is what button and key take, else the free one', () => {
  const [first] = view().seats;
  const second = { ...(first ?? expect.unreachable()), id: 'seat-2' };
  const evening = view({ seats: [first ?? second, second], calls: [call({ seatId: 'seat-1' })] });
  expect(deckSeat(evening, 't1', {})).toBe('seat-2');
  expect(deckSeat(evening, 't1', { t1: 'seat-1' })).toBe('seat-1');
  expect(deckSeat(evening, 't2', { t1: 'seat-1' })).toBe('seat-2');
});
