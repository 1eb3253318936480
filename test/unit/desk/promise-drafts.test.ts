import { expect, test } from 'vitest';
import { isHalfTyped, leftDrafts, type PromiseDraft } from '../../../client/features/cases/promise-drafts.ts';

const draft = (facts: Partial<PromiseDraft> = {}): PromiseDraft => ({
  by: 'p1',
  sessionId: 's1',
  number: 3,
  name: '李秀英',
  cases: [],
  wording: '十日内修好',
  unitId: null,
  dueOn: '2027-01-22',
  caseId: null,
  readBack: false,
  confirmed: false,
  left: false,
  ...facts,
});
const idsOf = (all: Record<string, PromiseDraft>, ...onStage: string[]) =>
  leftDrafts(new Map(Object.entries(all)), { sessionId: 's1', onStage }).map(({ id }) => id);

test('[C8] what was being written of a call that left the stage stays, of this evening and with words in it', () => {
  const all = {
    onStage: draft(),
    over: draft(),
    chosenUnit: draft({ wording: ' ', unitId: 'u1' }),
    elsewhere: draft({ sessionId: 's2' }),
  };
  expect(idsOf(all, 'onStage')).toEqual(['over']);
  expect(isHalfTyped(all.chosenUnit)).toBe(false);
  expect(isHalfTyped(all.over)).toBe(true);
});

test('[C8] one that is gone on with there stays while its words are taken out to be written anew', () => {
  expect(idsOf({ over: draft({ wording: '', left: true }) })).toEqual(['over']);
});
