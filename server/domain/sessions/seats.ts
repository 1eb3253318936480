/** Who sat where, and when: a leader who is replaced keeps what was before it (S5). */
import type { SatBefore, SeatRecord } from './types.ts';

type Official = Pick<SeatRecord, 'officialName' | 'officialTitle'>;

/** Somebody else takes the seat, and what is done from `at` on is theirs. */
export const seatedAnew = (seat: SeatRecord, { officialName, officialTitle }: Official, at: number): SeatRecord => {
  const left: SatBefore = { officialName: seat.officialName, officialTitle: seat.officialTitle, until: at };
  return { ...seat, officialName, officialTitle, before: [...(seat.before ?? []), left] };
};

export const seatName = ({ seats }: { readonly seats: readonly SeatRecord[] }, seatId: string): string =>
  seats.find(({ id }) => id === seatId)?.name ?? '';

/** With the office. */
export const titled = ({ officialName, officialTitle }: Official): string => `${officialTitle} ${officialName}`;

export function officialAt(seat: SeatRecord, at: number): Official {
  const { officialName, officialTitle } = seat.before?.find(({ until }) => at < until) ?? seat;
  return { officialName, officialTitle };
}

/** Everybody who sat there, the first one first, each once. */
export function officialsOf(seat: SeatRecord): Official[] {
  const all: Official[] = [...(seat.before ?? []), seat];
  const isFirst = ({ officialName, officialTitle }: Official, index: number) =>
    all.findIndex((one) => one.officialName === officialName && one.officialTitle === officialTitle) === index;
  return all.filter(isFirst).map(({ officialName, officialTitle }) => ({ officialName, officialTitle }));
}
