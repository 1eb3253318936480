/** What the office has prepared for an evening, and what is still missing. */
import { leaderSeats, roomSeats } from '../queue/lines.ts';
import type { SessionRecord } from '../sessions/types.ts';

export interface DutyOfficer {
  readonly unitId: string;
  readonly name: string;
  /** Telephone, as offices write it: with an extension, too. */
  readonly reach: string;
}

export interface PreparationRecord {
  readonly sessionId: string;
  readonly countyId: string;
  readonly duty: readonly DutyOfficer[];
  /** Lines, picture and sound were tried with the people of the evening: when, and staff person id. */
  readonly rehearsedAt: number | null;
  readonly rehearsedBy: string | null;
}

export const unprepared = ({ id, countyId }: Pick<SessionRecord, 'id' | 'countyId'>): PreparationRecord => ({
  sessionId: id,
  countyId,
  duty: [],
  rehearsedAt: null,
  rehearsedBy: null,
});

/** One officer of each unit; `null` takes the unit's off. */
export function withDuty(before: PreparationRecord, unitId: string, officer: Omit<DutyOfficer, 'unitId'> | null) {
  const others = before.duty.filter((one) => one.unitId !== unitId);
  return { ...before, duty: officer === null ? others : [...others, { unitId, ...officer }] };
}

export type Missing = 'leader' | 'duty' | 'rehearsal';

/** Of an evening that is still to come; nothing of one that began, or is off. */
export function missingOf(session: SessionRecord, { duty, rehearsedAt }: PreparationRecord): Missing[] {
  if (session.state !== 'scheduled') return [];
  const leaders = leaderSeats(session);
  const named = leaders.length > 0 && leaders.every(({ officialName }) => officialName.trim() !== '');
  const onDuty = new Set(duty.map(({ unitId }) => unitId));
  const reachable = duty.length > 0 && roomSeats(session).every(({ room }) => onDuty.has(room.unitId));
  return [
    ...(named ? [] : (['leader'] as const)),
    ...(reachable ? [] : (['duty'] as const)),
    ...(rehearsedAt === null ? (['rehearsal'] as const) : []),
  ];
}
