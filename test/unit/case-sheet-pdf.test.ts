/** The sheet of a case: what is read out of it again; many replies, a long name. */
import { expect, test } from 'vitest';
import { caseSheetPdf } from '../../server/documents/case-sheet-pdf.ts';
import type { CaseSheet } from '../../shared/actions/cases.ts';
import { textOf } from '../support/pdf-text.ts';

const AT = Date.UTC(2026, 10, 27, 11);
const reply = (index: number): CaseSheet['detail']['work']['replies'][number] => ({
  id: `r${index}`,
  kind: index === 0 ? 'co' : 'official',
  text: `第 ${index} 次答复。${'经现场核查，已安排更换老旧管网。'.repeat(30)}`,
  unitName: '水利局',
  by: '马力',
  at: AT,
  firstReviewed: true,
  officialAt: index === 2 ? AT : null,
});
const sheet: CaseSheet = {
  categoryName: '供水',
  countyName: '青禾县',
  zone: 'Asia/Shanghai',
  madeAt: AT,
  madeBy: '承办员 马力',
  detail: {
    case: {
      id: 'c1',
      number: 'DL2026-000123',
      kind: 'help',
      state: 'replied',
      subject: '自来水停水五天',
      categoryCode: 'C0102',
      personName: '阿依古丽·买买提·吐尔逊江·阿卜杜热合曼·努尔买买提',
      place: '青禾镇柳林村三组',
      mainUnitName: '水利局',
      dueAt: AT,
      addedAt: null,
      replyBy: null,
      openedAt: AT - 86_400_000,
      version: 3,
      urgency: 'utility',
      flags: ['urged'],
      sealed: false,
    },
    work: {
      version: 3,
      steps: [],
      channel: 'hotline',
      addressee: '县长信箱',
      alias: '',
      publish: false,
      hiddenRemark: '内部备注不打印',
      urgency: 'utility',
      sealed: false,
      aboutUnits: [],
      aboutPeople: [],
      mainUnit: { id: 'u1', name: '水利局' },
      coUnits: [{ id: 'u2', name: '石桥镇' }],
      dispatchKind: 'withReport',
      handBacks: 1,
      forced: false,
      promised: true,
      level: 1,
      acknowledgeBy: null,
      dispatchBy: null,
      stoppedAt: null,
      signedAt: AT,
      urges: 2,
      urgedAt: AT,
      supervisedAt: AT,
      hard: null,
      extension: null,
      extensions: 1,
      instruction: { text: '请水利局三日内解决。', byName: '县长 王建国', at: AT },
      rating: { solved: 5, attitude: 4, speed: 3, comment: '很快', at: AT },
      unreached: 0,
      stage: { at: AT, handBack: null, question: null, reason: null, whereTo: null, into: null },
      replies: [0, 1, 2].map(reply),
      followUps: [{ at: AT, by: '赵强', contacted: true, solved: true, satisfaction: 'mostly', note: '水来了' }],
      linked: [],
    },
    more: '家里七口人吃水困难。\n多次打电话没人接。',
    phoneMasked: '138****1234',
    sessionTitle: null,
    ticketNumber: null,
    calls: [],
    promises: [
      { id: 'p1', wording: '月底前换好管网', unitName: '水利局', dueOn: '2026-12-31', confirmedAt: AT, by: '陈立' },
      { id: 'p2', wording: '来年修水塔', unitName: '水利局', dueOn: '2027-06-30', confirmedAt: null, by: '陈立' },
    ],
    timeline: [],
    consents: [],
    related: [],
  },
};

test('[T5] has the matter, who has it, the word of the leader, replies and ratings, and nothing that is for staff alone', async () => {
  const text = textOf(await caseSheetPdf(sheet, { compress: false })).replace(/\s/g, '');
  for (const one of [
    '青禾县群众诉求办件单',
    'DL2026-000123',
    '已答复',
    '自来水停水五天',
    '家里七口人吃水困难',
    '阿依古丽·买买提·吐尔逊江·阿卜杜热合曼·努尔买买提',
    '138****1234',
    '协办：石桥镇',
    '催办2次',
    '请水利局三日内解决',
    '月底前换好管网',
    '正式答复',
    '答复（未审定）',
    '协办意见',
    '基本满意',
    '解决程度5',
  ])
    expect(text).toContain(one);
  expect(text).toMatch(/第1页，共[1-3]页/);
  // What nobody confirmed is a note (C8).
  expect(text).toContain('（未确认）来年修水塔');
  expect(text).not.toContain('（未确认）月底前换好管网');
  expect(text).not.toContain('内部备注');
});
