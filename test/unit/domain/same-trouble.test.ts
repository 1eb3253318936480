import { describe, expect, it } from 'vitest';
import {
  likeness,
  type Matter,
  MOST_COMPARED,
  SAME_FROM,
  troubleGroups,
} from '../../../server/domain/queue/same-trouble.ts';
import { termsOf } from '../../../server/domain/queue/trouble-terms.ts';

const SHIQIAO = '石桥镇 石桥村';
let tickets = 0;
const matter = (words: string, place = SHIQIAO, categoryCode: string | null = null): Matter => ({
  ticketId: `t${++tickets}`,
  terms: termsOf(words, place),
  place,
  categoryCode,
});
const same = (a: Matter, b: Matter) => likeness(a, b) >= SAME_FROM;

describe('[Q8] the same trouble in other words', () => {
  const pairs: [string, string][] = [
    ['村口的路灯坏了三个月没人修', '石桥村路灯不亮，晚上走路害怕'],
    ['自来水三天两头停', '家里停水，水压也不够，希望尽快解决'],
    ['暖气不热，室温只有 14 度', '供暖温度不达标，老人孩子受不了'],
    ['工地拖欠工资半年', '包工头欠薪，血汗钱要不回来'],
    ['养猪场污水臭味熏人', '养猪场异味太大，夏天不敢开窗'],
    ['The street light at the village entrance is broken', 'Streetlights dark since spring'],
  ];
  it.each(pairs)('%s / %s', (a, b) => {
    expect(same(matter(a), matter(b))).toBe(true);
    expect(same(matter(b), matter(a))).toBe(true);
  });

  it('of villages of one township, but not of another one', () => {
    const words = '路灯不亮没人修';
    expect(same(matter(words), matter(words, '石桥镇 北坡村'))).toBe(true);
    expect(same(matter(words), matter(words, '清水乡 清水村'))).toBe(false);
  });

  it('where the words agree little, and the moderator has sorted both alike in one village', () => {
    const [a, b] = ['井台水泵烧坏抽不上水', '水泵房门锁坏'];
    expect(same(matter(a), matter(b))).toBe(false);
    expect(same(matter(a, SHIQIAO, 'C0304'), matter(b, SHIQIAO, 'C0304'))).toBe(true);
  });
});

describe('[Q8] not the same trouble', () => {
  const pairs: [string, string][] = [
    ['村口的路灯坏了三个月没人修', '村口的路面坏了三个月没人修'],
    ['石桥村的低保怎么办理', '石桥村的医保怎么办理'],
    ['供暖温度不够', '供暖费退费一直没有到账'],
    ['征地补偿款没有发', '征地之后老坟往哪里迁'],
    ['希望领导尽快解决孩子上学的问题', '希望领导尽快解决小区停车的问题'],
    ['反映村里垃圾没人清理', '反映村里噪音扰民'],
    ['', ''],
  ];
  it.each(pairs)('%s / %s', (a, b) => {
    expect(same(matter(a), matter(b))).toBe(false);
  });

  it('where the moderator has sorted them apart', () => {
    const [a, b] = ['水管漏水没人修', '水管坏了'];
    expect(same(matter(a), matter(b))).toBe(true);
    expect(same(matter(a, SHIQIAO, 'C0102'), matter(b, SHIQIAO, 'C0601'))).toBe(false);
  });
});

describe('[Q8] groups', () => {
  const lamp = matter('村口的路灯坏了三个月没人修');
  const lampToo = matter('石桥村路灯不亮，晚上走路害怕');
  const lampThree = matter('路灯坏了');
  const wages = matter('工地拖欠工资半年');
  const school = matter('孩子学区划分不合理');
  const evening = [lamp, wages, lampToo, school, lampThree];

  it('three with the same trouble of five, whatever the order of their coming', () => {
    const ids = [lamp, lampToo, lampThree].map(({ ticketId }) => ticketId);
    expect(troubleGroups(evening, [])).toMatchObject([{ id: lamp.ticketId, ticketIds: ids }]);
    expect(troubleGroups(evening.toReversed(), [])[0]?.ticketIds.toSorted()).toEqual(ids);
  });

  it('a moderator takes one out, puts one in, and confirms', () => {
    const alone = [{ ticketId: lampThree.ticketId, groupId: null }];
    expect(troubleGroups(evening, alone)[0]?.ticketIds).toEqual([lamp.ticketId, lampToo.ticketId]);
    const joined = ['g1', 'g1'].map((groupId, index) => ({
      ticketId: [lamp, school][index]?.ticketId ?? '',
      groupId,
    }));
    const [group, others] = troubleGroups(evening, joined);
    expect(others?.ticketIds).toEqual([lampToo.ticketId, lampThree.ticketId]);
    expect(group).toMatchObject({ id: 'g1', ticketIds: [lamp.ticketId, school.ticketId] });
    expect(group?.said).toEqual(new Set([lamp.ticketId, school.ticketId]));
    const confirmed = [lamp, lampToo].map(({ ticketId }) => ({ ticketId, groupId: 'g2' }));
    const [withNew] = troubleGroups(evening, confirmed);
    expect(withNew?.ticketIds).toEqual([lamp.ticketId, lampToo.ticketId, lampThree.ticketId]);
    expect(withNew?.said.has(lampThree.ticketId)).toBe(false);
  });

  it('a chain does not tie together what is not alike', () => {
    const a = matter('路灯不亮');
    const b = matter('路灯不亮，马路坑洼，垃圾成堆');
    const c = matter('垃圾成堆');
    expect([same(a, b), same(b, c), same(a, c)]).toEqual([true, true, false]);
    expect(troubleGroups([a, b, c], []).map(({ ticketIds }) => ticketIds.length)).toEqual([2]);
  });

  it('300 in well under the time between two views', () => {
    const subjects = [
      '路灯不亮没人修',
      '暖气不热',
      '停水三天',
      '拖欠工资',
      '学区划分',
      '垃圾成堆',
      '马路坑洼',
      '噪音扰民',
    ];
    const places = ['石桥镇 石桥村', '石桥镇 北坡村', '清水乡 清水村', '大河镇 渡口村'];
    const many = Array.from({ length: 300 }, (_none, index) =>
      matter(`${subjects[index % 8]}，第${index}户反映过${index * 7}回，一直拖着没有下文`, places[index % 4]),
    );
    const from = performance.now();
    expect(troubleGroups(many, []).length).toBeGreaterThan(3);
    expect(performance.now() - from).toBeLessThan(200);
    expect(
      troubleGroups([...many, ...many, ...many], []).flatMap(({ ticketIds }) => ticketIds).length,
    ).toBeLessThanOrEqual(MOST_COMPARED);
  });
});
