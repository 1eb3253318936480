/** What a case looks like to whose matter it is. */
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../server/domain/audit/types.ts';
import { isAnsweredInCall } from '../../../server/domain/cases/own.ts';
import type { CaseReplyRecord } from '../../../server/domain/cases/types.ts';
import { caseRecord, STARTS_AT as NOW } from './fixtures.ts';

const REPLY: CaseReplyRecord = {
  ...{ id: 'rp1', countyId: 'c1', caseId: 'case1', kind: 'official', text: '已派人', unitId: 'u1' },
  ...{ byPersonId: 'writer', byName: '刘芳', at: NOW, firstReviewBy: 'head', officialAt: NOW },
};
const entry = (what: string, state: string, at: number): AuditEntry => ({
  ...{ id: `au${at}`, countyId: 'c1', sessionId: null, caseId: 'case1', ticketId: null },
  ...{ at, byPersonId: 'm1', byName: '刘芳', what, why: null, data: { state } },
});

describe('[K5] an answer in a call', () => {
  const replied = entry('case.finalReview', 'replied', NOW);
  const rejected = entry('case.notSolved', 'reopened', NOW + 1);
  const onAir = entry('case.settle', 'replied', NOW + 2);
  const closed = entry('case.close', 'closed', NOW + 3);
  const leading = caseRecord({ state: 'closed', at: NOW + 3 });

  it('holds in place of a reply that was rejected before', () => {
    expect(isAnsweredInCall({ leading, replies: [REPLY] }, [replied, rejected, onAir, closed])).toBe(true);
    expect(isAnsweredInCall({ leading, replies: [REPLY] }, [onAir, rejected, replied, closed])).toBe(false);
    expect(isAnsweredInCall({ leading, replies: [] }, [])).toBe(true);
  });

  it('holds no more once the case goes on', () => {
    const reopened = caseRecord({ state: 'reopened' });
    expect(isAnsweredInCall({ leading: reopened, replies: [REPLY] }, [replied, rejected, onAir])).toBe(false);
  });
});
