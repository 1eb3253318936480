/**
 * What people of a county write, made up: a trouble of one category at one place, told in a few clauses. The same number
 * makes the same matter. Long: it is a table of troubles.
 */
import { DEMO_PLACES } from '../../../server/storage/seed-demo-places.ts';

export interface Matter {
  readonly categoryCode: string;
  readonly unitId: string;
  readonly subject: string;
  readonly more: string;
  readonly placeName: string;
}

interface Trouble {
  readonly category: string;
  readonly unit: string;
  readonly subjects: readonly string[];
  readonly facts: readonly string[];
  readonly wishes: readonly string[];
}

/** `{p}` place, `{n}` number, `{d}` days or months, `{w}` way or spot. */
const TROUBLES: readonly Trouble[] = [
  {
    category: 'C0102',
    unit: 'u-water',
    subjects: ['自来水停水{d}', '{w}自来水管破裂漏水', '自来水浑浊发黄', '{w}水压太低没水用'],
    facts: [
      '家里{n}口人吃水困难',
      '管网老化多次抢修',
      '每天只供水两小时',
      '水里有泥沙和异味',
      '{w}主管道漏水已经{d}',
      '水厂电话没人接',
    ],
    wishes: ['尽快抢修管道恢复供水', '更换老旧管网', '派人检测水质并公布结果', '安排送水车'],
  },
  {
    category: 'C0205',
    unit: 'u-transport',
    subjects: ['通村公路坑洼难行', '{w}路面塌陷', '村道硬化一直没修', '{w}没有路灯夜间危险'],
    facts: [
      '路面坑洼积水{d}',
      '农用车翻车{n}起',
      '学生上学要绕行',
      '大货车碾压把路基压坏',
      '{w}护栏缺失',
      '下雨天泥泞无法通行',
    ],
    wishes: ['尽快修复路面', '纳入今年道路硬化计划', '安装护栏和路灯', '限制超载货车通行'],
  },
  {
    category: 'C0101',
    unit: 'u-housing',
    subjects: ['小区暖气不热', '供暖{d}室温不达标', '{w}换热站停运', '取暖费退费问题'],
    facts: [
      '室内温度只有{n}度',
      '老人孩子冻感冒',
      '物业和热力公司互相推诿',
      '交了全额取暖费',
      '{w}管道多次爆裂',
      '投诉后只来测温没有处理',
    ],
    wishes: ['督促热力公司整改', '按规定退还取暖费', '更换换热站设备', '给出明确的解决时间'],
  },
  {
    category: 'C0106',
    unit: 'u-housing',
    subjects: ['物业乱收停车费', '电梯故障{d}没人修', '{w}消防通道被占用', '小区垃圾无人清运'],
    facts: [
      '电梯停运{d}老人下不了楼',
      '物业费年年涨',
      '维修基金用途不公开',
      '业主委员会选举被拖延',
      '{w}私家车堵住消防通道',
      '监控坏了没有人管',
    ],
    wishes: ['责令物业整改', '公开维修基金账目', '更换电梯', '指导成立业主委员会'],
  },
  {
    category: 'C0303',
    unit: 'u-agriculture',
    subjects: ['种粮补贴没有到账', '玉米补贴面积登记错误', '{w}农田灌溉渠堵塞', '化肥种子质量问题'],
    facts: [
      '承包地{n}亩没有登记',
      '邻村{d}前已经发放',
      '补贴名单没有公示',
      '机井坏了浇不上地',
      '{w}水渠淤塞',
      '播种后出苗率不到一半',
    ],
    wishes: ['核实面积补发补贴', '公示补贴名单', '清淤修渠', '查处假冒种子'],
  },
  {
    category: 'C0912',
    unit: 'u-labour',
    subjects: ['工地拖欠农民工工资', '工资拖欠{d}', '单位不缴社会保险', '工伤认定迟迟没有结果'],
    facts: [
      '{n}名工友的工资没有结清',
      '包工头电话打不通',
      '公司以资金紧张为由拖延',
      '没有签劳动合同',
      '{w}项目已经完工{d}',
      '医疗费自己垫付',
    ],
    wishes: ['协调支付拖欠工资', '责令补缴社会保险', '尽快作出工伤认定', '查处违法分包'],
  },
  {
    category: 'C0901',
    unit: 'u-insurance',
    subjects: ['异地就医报销比例低', '医保报销{d}没有到账', '慢性病门诊审批太慢', '新农合缴费没有记录'],
    facts: [
      '住院花费{n}万元',
      '材料交了三次还说不全',
      '窗口排队一上午',
      '系统查不到缴费记录',
      '药店不能刷医保卡',
      '{d}前提交的申请没有回音',
    ],
    wishes: ['尽快核实报销', '简化异地备案手续', '增加慢性病定点药店', '补录缴费记录'],
  },
  {
    category: 'C0510',
    unit: 'u-education',
    subjects: ['义务教育入学划片问题', '{w}小学校车停运', '学校食堂饭菜质量差', '幼儿园乱收费'],
    facts: [
      '孩子上学要走{n}公里',
      '班里有{n}名学生',
      '校车超员',
      '课后服务强制收费',
      '{w}幼儿园没有资质',
      '老师{d}没有到岗',
    ],
    wishes: ['调整划片范围', '恢复校车', '检查食堂卫生', '清退多收费用'],
  },
  {
    category: 'C1304',
    unit: 'u-petitions',
    subjects: ['低保被取消没有说明', '低保申请{d}没有结果', '特困老人无人照料', '残疾人补贴停发'],
    facts: [
      '家庭年收入不到{n}千元',
      '儿子在外打工联系不上',
      '村里没有入户调查',
      '评议没有公示',
      '老人独居{d}',
      '住院后欠债{n}万元',
    ],
    wishes: ['重新入户核查', '恢复低保待遇', '安排集中供养', '补发停发的补贴'],
  },
  {
    category: 'C0409',
    unit: 'u-shiqiao',
    subjects: ['{w}养殖场臭味扰民', '河道垃圾成堆', '{w}工厂夜间噪音', '秸秆焚烧烟雾呛人'],
    facts: [
      '粪污直排{w}',
      '夏天不敢开窗',
      '{n}户村民联名反映',
      '垃圾{d}没有清运',
      '污水流进农田',
      '夜里机器轰鸣睡不着',
    ],
    wishes: ['关停污染企业', '清理河道垃圾', '安装治污设施', '依法处罚并公开'],
  },
];

const SPOTS = [
  '村口',
  '村委会门前',
  '学校旁边',
  '集市东头',
  '老街',
  '河堤',
  '桥头',
  '卫生院附近',
  '二组',
  '三组',
  '五组',
  '七组',
  '移民小区',
  '阳光花园',
  '幸福家园',
  '锦绣城',
  '农贸市场',
  '工业园',
  '国道边',
  '水库下游',
];
const SPANS = [
  '三天',
  '五天',
  '一个星期',
  '半个月',
  '二十多天',
  '一个月',
  '两个月',
  '三个月',
  '半年',
  '八个月',
  '一年',
  '两年',
  '三年',
];
const OPENINGS = [
  '我是{p}村民',
  '本人家住{p}',
  '我代表{p}的乡亲',
  '{p}的情况是这样',
  '我父母住在{p}',
  '我在{p}做小生意',
];
/** Of two of them firms are named: there are some thousand, each in few cases. */
const NAMES = [...'鑫源宏达兴旺瑞丰永盛康泰恒昌金禾绿野天成华远顺安利民佳和广润东升福隆嘉诚'];
const FIRMS = ['公司', '合作社', '物业', '养殖场', '超市', '砂石厂', '劳务队', '药房'];
const SEQUELS = [
  '多次向村委会反映没有结果',
  '打过热线也没有解决',
  '镇里说要等通知',
  '之前答复说月底解决',
  '工作人员来看过一次',
  '希望领导重视',
  '邻居们意见很大',
  '影响大家生产生活',
];

/** The same row of numbers for the same seed (mulberry32), each from 0 up to 1. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const oneOf = <One>(list: readonly One[], next: () => number): One => list[Math.floor(next() * list.length)]!;

export function matter(next: () => number): Matter {
  // Some troubles are far more common than others.
  const trouble = TROUBLES[Math.floor(next() ** 1.6 * TROUBLES.length)]!;
  const { township, villages } = oneOf(DEMO_PLACES, next);
  const placeName = `${township}${oneOf(villages, next)}`;
  const fill = (text: string) =>
    text
      .replace('{p}', placeName)
      .replace('{w}', () => oneOf(SPOTS, next))
      .replace('{d}', () => oneOf(SPANS, next))
      .replace('{n}', () => String(2 + Math.floor(next() * 40)));
  const facts = Array.from({ length: 2 + Math.floor(next() * 4) }, () => fill(oneOf(trouble.facts, next)));
  const firm = () => `找过${oneOf(NAMES, next)}${oneOf(NAMES, next)}${oneOf(FIRMS, next)}`;
  const told = [
    fill(oneOf(OPENINGS, next)),
    ...new Set(facts),
    ...(next() < 0.3 ? [firm()] : []),
    ...new Set([oneOf(SEQUELS, next), oneOf(SEQUELS, next)]),
  ];
  return {
    categoryCode: trouble.category,
    unitId: trouble.unit,
    subject: fill(oneOf(trouble.subjects, next)),
    more: `${told.join('，')}。希望${oneOf(trouble.wishes, next)}。`,
    placeName,
  };
}
