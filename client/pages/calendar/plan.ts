/** What is typed into the form of an evening, and whether it is whole. */
import * as z from 'zod/mini';
import {
  EveningPlan,
  isLeaderGone,
  type PlannedEvening,
  type PlannedSeat,
  seatsFault,
} from '../../../shared/actions/calendar.ts';

export interface Draft {
  readonly date: string;
  readonly time: string;
  readonly plan: EveningPlan;
}

export const emptySeat = (name: string): PlannedSeat => ({
  name,
  officialName: '',
  officialTitle: '',
  onAir: true,
  unitId: null,
  categories: [],
});

/** A department's room whose department is still to be chosen. */
export const emptyRoom = (name: string): PlannedSeat => ({ ...emptySeat(name), onAir: false, unitId: '' });

/** As most evenings are: an hour and a half, six minutes a call, not open to the public, and ten seconds late where it is. */
export const emptyDraft = (date: string, seatName: string): Draft => ({
  date,
  time: '19:00',
  plan: {
    title: '',
    topic: '',
    scope: '',
    minutes: 90,
    public: false,
    recorded: false,
    delaySeconds: 10,
    capacity: 60,
    callMinutes: 6,
    overtimeMinutes: 5,
    ratio: { booked: 2, walkIn: 1 },
    seats: [emptySeat(seatName)],
  },
});

export const draftOf = ({ date, time, plan }: PlannedEvening): Draft => ({ date, time, plan });

export const isWhole = ({ date, time, plan }: Draft): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(date) &&
  /^\d\d:\d\d$/.test(time) &&
  z.safeParse(EveningPlan, plan).success &&
  seatsFault(plan.seats) === null;

const leadersOf = ({ seats }: Pick<PlannedEvening['plan'], 'seats'>): string[] =>
  seats.flatMap(({ unitId, officialName }) => (unitId === null ? [officialName.trim()] : []));

/** How many people are told that a leader is another (S5), in this evening and in those of `later` that get its seats. */
export function toldOfLeader(
  evening: PlannedEvening,
  plan: PlannedEvening['plan'],
  later: readonly PlannedEvening[],
): number {
  if (JSON.stringify(evening.plan.seats) === JSON.stringify(plan.seats)) return 0;
  return [evening, ...later]
    .filter((one) => isLeaderGone(leadersOf(one.plan), leadersOf(plan)))
    .reduce((sum, { people }) => sum + people, 0);
}

/** Those of the same series that change together with this one. */
export const followingOf = ({ seriesId, startsAt }: PlannedEvening, evenings: readonly PlannedEvening[]) =>
  evenings.filter((one) => one.seriesId === seriesId && one.state === 'scheduled' && one.startsAt > startsAt);

/** Evenings by the Monday of their week, in order. */
export function byWeek(evenings: readonly PlannedEvening[]): [monday: string, evenings: PlannedEvening[]][] {
  const weeks = new Map<string, PlannedEvening[]>();
  for (const evening of evenings) {
    const day = new Date(`${evening.date}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
    const monday = day.toISOString().slice(0, 10);
    weeks.set(monday, [...(weeks.get(monday) ?? []), evening]);
  }
  return [...weeks].sort(([a], [b]) => (a < b ? -1 : 1));
}

export function daysAfter(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
