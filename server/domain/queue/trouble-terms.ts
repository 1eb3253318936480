/**
 * What a matter is about, as a set of terms with weights, from what a citizen typed. Chinese has no spaces, so what is
 * left between function words is cut into pairs of characters; what people call by several names counts as one topic.
 */

/** Names of one and the same thing; the longest is looked for first. */
const TOPICS: Readonly<Record<string, readonly string[]>> = {
  streetlight: ['路灯', '照明灯', 'street light', 'streetlight', 'street lamp'],
  heating: ['供暖', '暖气', '停暖', '供热', '取暖', 'heating'],
  water: ['自来水', '停水', '饮水', '水压', '供水', '水管', '喝水', 'tap water', 'water supply', 'water pressure'],
  drainage: ['下水', '排水', '污水', '积水', '内涝', 'sewage', 'drain', 'flooding'],
  gas: ['天然气', '燃气', '煤气', 'gas supply'],
  power: ['停电', '断电', '供电', '电压', 'power cut', 'electricity'],
  road: ['水泥路', '断头路', '马路', '道路', '公路', '路面', '修路', '坑洼', 'road'],
  bridge: ['危桥', '修桥', '大桥', '桥面', 'bridge'],
  bus: ['公交', '班车', 'bus'],
  parking: ['停车', '占道', 'parking'],
  rubbish: ['垃圾', 'rubbish', 'garbage'],
  noise: ['噪音', '噪声', '扰民', 'noise'],
  pollution: ['污染', '异味', '臭味', '废气', '油烟', 'pollution', 'smell'],
  wages: ['工资', '欠薪', '拖欠', '血汗钱', 'wages', 'unpaid'],
  insurance: ['新农合', '医保', '报销', 'medical insurance'],
  pension: ['养老', '社保', 'pension'],
  allowance: ['低保', '五保', '困难补助', 'allowance'],
  subsidy: ['补贴', 'subsidy'],
  land: ['征地', '拆迁', '占地', '安置', 'demolition', 'land taking'],
  contract: ['承包', '宅基地', 'homestead'],
  deed: ['不动产证', '房产证', '产权证', 'title deed'],
  property: ['物业', '业委会', 'property management'],
  school: ['入学', '学区', '上学', '学位', '招生', 'school'],
  lift: ['电梯', 'elevator'],
  dogs: ['流浪狗', '养狗', 'stray dog'],
  irrigation: ['灌溉', '水渠', '浇地', 'irrigation'],
  network: ['网络', '宽带', '信号', 'broadband'],
};

/** What somebody wants of it: of two matters of one topic, one about money is another than one about the thing. */
const MONEY = ['收费', '退费', '费用', '缴费', '涨价', '价格', '多收', '补偿款', 'refund', 'charge', 'fee'];

/** Said in every second matter, and no sign that two are the same. */
const COMMON = [
  ...['反映', '希望', '解决', '问题', '领导', '政府', '尽快', '部门', '情况', '咨询', '投诉', '建议', '村民', '居民'],
  ...['群众', '老百姓', '大家', '我家', '家里', '村口', '村里', '村子', '门口', '小区', '附近', '路边', '一直', '现在'],
  ...['已经', '可以', '能不能', '帮忙', '谢谢', '您好', '时候', '晚上', '白天', '老人', '孩子', '没人', '好久', '很久'],
  ...['不方便', '影响', '生活', '出行', '害怕', '怎么办', '坏了', '维修', '修理', '反应', '没有', '什么', '为什么'],
];
const FUNCTION_WORDS =
  /[的了是在不没有我你他她它们和与及也都就还很太又吗呢吧啊请问这那个几怎么为何把被给让从到对向用等着过得地会要想能可一二三四五六七八九十百千两多少年月日天号次些人]/gu;
const ENGLISH_COMMON = new Set([
  'with',
  'that',
  'this',
  'have',
  'been',
  'village',
  'please',
  'from',
  'there',
  'months',
  'when',
  'will',
  'they',
  'since',
  'very',
  'near',
  'broken',
  'nobody',
  'about',
  'every',
  'years',
  'people',
]);

const TOPIC_WEIGHT = 3;
const byLength = (a: string, b: string) => b.length - a.length;
const TOPIC_NAMES = Object.entries(TOPICS)
  .flatMap(([topic, names]) => names.map((name) => [name, topic] as const))
  .sort(([a], [b]) => byLength(a, b));

export interface Terms {
  readonly weights: ReadonlyMap<string, number>;
  readonly total: number;
  readonly aboutMoney: boolean;
}

/** `place`: its names are left out, since the place is compared by itself. */
export function termsOf(words: string, place: string): Terms {
  let text = words.toLowerCase();
  const weights = new Map<string, number>();
  for (const name of placeNames(place)) text = text.replaceAll(name, '|');
  const aboutMoney = MONEY.some((name) => text.includes(name));
  for (const [name, topic] of TOPIC_NAMES) {
    if (!text.includes(name)) continue;
    weights.set(`#${topic}`, TOPIC_WEIGHT);
    text = text.replaceAll(name, '|');
  }
  for (const word of COMMON) text = text.replaceAll(word, '|');
  for (const piece of text.replace(FUNCTION_WORDS, '|').match(/\p{Script=Han}{2,}/gu) ?? [])
    for (let at = 0; at + 2 <= piece.length; at += 1) weights.set(piece.slice(at, at + 2), 1);
  for (const word of text.match(/[a-z]{4,}/g) ?? []) if (!ENGLISH_COMMON.has(word)) weights.set(word, 1);
  let total = 0;
  for (const weight of weights.values()) total += weight;
  return { weights, total, aboutMoney };
}

/** “石桥村” and “石桥”, the longest first. */
function placeNames(place: string): string[] {
  const names = place.toLowerCase().split(/\s+/).filter(Boolean);
  return [...names, ...names.map((name) => name.replace(/(社区|街道|乡|镇|村)$/u, ''))]
    .filter((name) => name.length >= 2)
    .sort(byLength);
}
