/** Where a case stands in its loop, as its reader may see it, and what they may do about it now. */
import type { CaseWork } from '../../shared/actions/cases.ts';
import { mayReadCase } from '../domain/cases/access.ts';
import { handsOf, stepsOf } from '../domain/cases/steps.ts';
import type { CaseRecord } from '../domain/cases/types.ts';
import { maySee } from '../domain/people/policy.ts';
import type { Reader } from './ports/store.ts';
import type { Staff } from './support.ts';

export async function caseWork(record: CaseRecord, staff: Staff, read: Reader): Promise<CaseWork> {
  const [units, replies, followUps, linked, merged, addressees, people, master] = await Promise.all([
    read.units(record.countyId),
    read.repliesOfCase(record.id),
    read.followUpsOfCase(record.id),
    read.linkedCases(record.id),
    read.casesMergedInto(record.id),
    record.addresseeId === null ? [] : read.addressees(record.countyId),
    record.aboutPersonIds.length === 0 ? [] : read.accounts(record.countyId),
    record.state === 'merged' ? read.case(record.into) : null,
  ]);
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const unit = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' });
  const several = (ids: readonly string[]) => ids.map((id) => ({ id, name: names.get(id) ?? '' }));
  const { limits, extension } = record;
  return {
    version: record.version,
    steps: stepsOf(handsOf(staff, record, null), record.state),
    channel: record.channel,
    addressee: addressees.find(({ id }) => id === record.addresseeId)?.title ?? null,
    alias: record.alias,
    publish: record.publish,
    hiddenRemark: maySee(staff, 'hidden') ? record.hiddenRemark : null,
    urgency: record.urgency,
    sealed: record.sealed,
    aboutUnits: several(record.aboutUnitIds),
    aboutPeople: people
      .filter(({ personId }) => record.aboutPersonIds.includes(personId))
      .map(({ personId, displayName }) => ({ id: personId, name: displayName })),
    mainUnit: unit(record.mainUnitId),
    coUnits: several(record.coUnitIds),
    dispatchKind: record.dispatchKind,
    handBacks: record.handBacks,
    forced: record.forced,
    promised: record.promised,
    level: record.level,
    acknowledgeBy: limits.acknowledgeBy,
    dispatchBy: limits.dispatchBy,
    stoppedAt: record.stoppedAt,
    signedAt: record.signedAt,
    urges: record.urges,
    urgedAt: record.urgedAt,
    supervisedAt: record.supervisedAt,
    hard: record.hard,
    extension: extension && { days: extension.days, reason: extension.reason, at: extension.at },
    extensions: record.extensions,
    instruction: record.instruction,
    rating: record.rating,
    unreached: record.unreached,
    stage: {
      at: 'at' in record ? record.at : null,
      handBack:
        record.state === 'handBackAsked'
          ? { reason: record.reason, basis: record.basis, betterUnit: unit(record.betterUnitId) }
          : null,
      question: record.state === 'waitingForCitizen' ? record.question : null,
      reason: record.state === 'suspended' || record.state === 'refused' ? record.reason : null,
      whereTo: record.state === 'refused' ? record.whereTo : null,
      into: master?.number ?? null,
    },
    replies: replies.map(({ id, kind, text, unitId, byName, at, firstReviewBy, officialAt }) => ({
      id,
      kind,
      text,
      unitName: unitId === null ? null : (names.get(unitId) ?? null),
      by: byName,
      at,
      firstReviewed: firstReviewBy !== null,
      officialAt,
    })),
    followUps: followUps.map(({ at, byName, contacted, solved, satisfaction, note }) => ({
      at,
      by: byName,
      contacted,
      solved,
      satisfaction,
      note,
    })),
    linked: [
      ...linked.map(({ record: other, split }) => ({ other, how: split ? ('split' as const) : ('linked' as const) })),
      ...merged.map((other) => ({ other, how: 'merged' as const })),
    ]
      .filter(({ other }) => mayReadCase(staff, other))
      .map(({ other: { number, subject, state }, how }) => ({ number, subject, state, how })),
  };
}
