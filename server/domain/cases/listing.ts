/** What of a case the lists are made of, and whose turn it is. */
import { type CaseFlag, comparedPlace, townshipOf } from '../../../shared/case-filter.ts';
import { ANSWERED, type CaseState, isCaseOver, UNDISPATCHED } from '../../../shared/states.ts';
import type { Actor } from '../people/types.ts';
import type { CaseRecord } from './types.ts';

export interface CaseListing {
  readonly caseId: string;
  readonly countyId: string;
  readonly kind: CaseRecord['kind'];
  readonly state: CaseState;
  /** Not over. */
  readonly open: boolean;
  readonly categoryCode: string | null;
  /** As places are compared. */
  readonly place: string;
  readonly township: string;
  readonly channel: CaseRecord['channel'];
  readonly urgency: CaseRecord['urgency'];
  readonly mainUnitId: string | null;
  /** Units whose people read it: main and co. */
  readonly unitIds: readonly string[];
  readonly personId: string;
  readonly openedAt: number;
  /** Its deadline while it runs; `null`: none, it stands still (K3), or the case was answered. */
  readonly dueAt: number | null;
  readonly flags: readonly CaseFlag[];
  readonly sealed: boolean;
  /** Units and persons that it complains of (K2). */
  readonly about: readonly string[];
  /** Of the record it was made from. */
  readonly version: number;
}

export const flagsOf = (record: CaseRecord): CaseFlag[] => [
  ...(record.urgedAt === null ? [] : (['urged'] as const)),
  ...(record.supervisedAt === null ? [] : (['supervised'] as const)),
  ...(record.hard === null ? [] : (['hard'] as const)),
  ...(record.level === 0 ? [] : (['reopened'] as const)),
  ...(record.promised ? (['promised'] as const) : []),
];

export function listingOf(record: CaseRecord): CaseListing {
  const { mainUnitId, coUnitIds, state } = record;
  const place = comparedPlace(record.placeName);
  const runs = !isCaseOver(state) && !(ANSWERED as readonly CaseState[]).includes(state) && record.stoppedAt === null;
  return {
    caseId: record.id,
    countyId: record.countyId,
    kind: record.kind,
    state,
    open: !isCaseOver(state),
    categoryCode: record.categoryCode,
    place,
    township: townshipOf(place),
    channel: record.channel,
    urgency: record.urgency,
    mainUnitId,
    unitIds: [...new Set([...(mainUnitId === null ? [] : [mainUnitId]), ...coUnitIds])],
    personId: record.personId,
    openedAt: record.openedAt,
    dueAt: runs ? record.dueAt : null,
    flags: flagsOf(record),
    sealed: record.sealed,
    about: [...record.aboutUnitIds, ...record.aboutPersonIds],
    version: record.version,
  };
}

/** Cases in these states wait for a step of somebody; with a unit, those of that main unit. */
export interface Turn {
  readonly states: readonly CaseState[];
  readonly unitId: string | null;
}

type Staff = Extract<Actor, { kind: 'staff' }>;

/** What waits for a step of one of these roles. Nothing: it is nobody's turn who only reads. */
export function turnsOf({ roles, unitId }: Pick<Staff, 'roles' | 'unitId'>): Turn[] {
  const turns: Turn[] = [];
  const desk: CaseState[] = [];
  if (roles.includes('clerk') || roles.includes('moderator')) desk.push('submitted');
  if (roles.includes('supervisor'))
    desk.push(...UNDISPATCHED, 'handBackAsked', 'suspended', 'firstReviewed', 'replied', 'followedUp');
  if (desk.length > 0) turns.push({ states: [...new Set(desk)], unitId: null });
  if (unitId === null) return turns;
  if (roles.includes('caseworker')) turns.push({ states: ['dispatched', 'inProgress'], unitId });
  if (roles.includes('unitHead')) turns.push({ states: ['drafted'], unitId });
  return turns;
}
