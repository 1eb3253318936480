/** A case as it lies in the store, with the limits that it was given. */
import { limitsOf } from '../../server/domain/cases/deadlines.ts';
import type { CaseFacts, CaseRecord } from '../../server/domain/cases/types.ts';
import type { Store } from '../../server/services/ports/store.ts';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { randomId } from './clients.ts';
import { caseIn } from './records.ts';

let numbers = 1;

export interface CaseOptions {
  readonly personId: string;
  /** When it was handed in; its limits run from there. */
  readonly startsAt: number;
  readonly urgency?: CaseFacts['urgency'];
}

/** Accepted, and with nobody yet. */
export async function caseInStore(store: Store, options: CaseOptions): Promise<CaseRecord> {
  const { personId, startsAt, urgency = null } = options;
  const [county, days] = await Promise.all([store.read.firstCounty(), store.read.calendarDays(DEMO_COUNTY_ID)]);
  const asked = { kind: 'help', categoryCode: null, urgency, promisedFor: null, startsAt } as const;
  const { dueAt, ...limits } = limitsOf(asked, { zone: county.zone, days, limits: null });
  const record = caseIn({
    id: `cs-${randomId()}`,
    number: `DL2026-6${String(numbers++).padStart(5, '0')}`,
    ...{ state: 'accepted', openedAt: startsAt, limits: { startsAt, ...limits }, dueAt },
    ...{ personId, urgency, subject: '停水三天了', placeName: '石桥镇' },
  });
  await store.transaction((tx) => tx.insertCase(record));
  return record;
}
