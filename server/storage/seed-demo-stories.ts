/**
 * What the people of the demo county brought up and what became of it: some of every state, channel and unit. Nobody in it
 * exists. Long, since it is texts; how they become records is in `seed-demo-tale.ts` and `seed-demo-cases.ts`.
 */
import type { CaseChannel, CaseKind, Urgency } from '../../shared/states.ts';
import type { Told, When } from './seed-demo-tale.ts';

export interface DemoStory {
  readonly key: string;
  readonly opened: When;
  readonly channel: CaseChannel;
  readonly kind: CaseKind;
  readonly category: string;
  readonly subject: string;
  readonly more: string;
  readonly place: string;
  /** Who handed it in, of `DEMO_PEOPLE`. */
  readonly who: number;
  /** A call of the evening that is over. */
  readonly call?: { readonly minutes: number; readonly outcome: 'promised' | 'answered'; readonly note: string };
  readonly alias?: string;
  readonly publish?: true;
  readonly addressee?: string;
  readonly about?: readonly string[];
  readonly urgency?: Urgency;
  readonly remark?: string;
  readonly steps: readonly Told[];
  /** How far it is on its way to the board: read by the clerk alone, the message public, or its answer too. */
  readonly board?: 'begun' | 'post' | 'answer';
  /** How many others have this too. */
  readonly follows?: number;
}

/** Names, each with a telephone number `1540000…` of a range that nobody has. */
export const DEMO_PEOPLE = [
  '王大山',
  '陈德福',
  '刘春燕',
  '许静',
  '周玉兰',
  '赵小梅',
  '孙长河',
  '何满仓',
  '吴桂花',
  '郑国栋',
  '冯丽',
  '钱有田',
  '邓家旺',
  '韩雪',
  '曹永年',
  '彭玉珍',
  '董立新',
  '苏晓兰',
] as const;
export const demoPhone = (who: number): string => `1540000${String(who + 1).padStart(4, '0')}`;

/** The evening that is over, from seven o'clock on. */
export const PAST_EVENING: When = [6, 19];

/** Taken on, and with a unit the same morning. */
const toUnit = (to: string, day: number): Told[] => [
  [day, 9.2, { do: 'accept' }],
  [day, 10.1, { do: 'dispatch', to }],
];
const signed = (to: string, day: number): Told[] => [...toUnit(to, day), [day, 14.4, { do: 'sign' }]];
/** Written in the morning, through both reviews by the evening. */
const answered = (day: number, text: string): Told[] => [
  [day, 9.6, { do: 'draft', text }],
  [day, 11.2, { do: 'pass' }],
  [day, 16.3, { do: 'finalPass' }],
];

export const DEMO_STORIES: readonly DemoStory[] = [
  // Of the evening: promises that run, were kept and were broken, and one that was answered on the spot.
  {
    ...{ key: 'lamps', opened: [6, 19.2], channel: 'directLine', kind: 'help', category: 'C0112', who: 0 },
    ...{ place: '石桥镇 石桥村', alias: '石桥村王先生', publish: true },
    subject: '村口到学校的四盏路灯坏了',
    more: '从桥头到学校一共四盏路灯，坏了三个多月，孩子晚自习回家看不见路。',
    call: { minutes: 7, outcome: 'promised', note: '县长当场答应，石桥镇负责。' },
    steps: [
      [6, 19.3, { do: 'promise', wording: '四盏路灯全部修好，路口再加装一盏。', to: 'u-shiqiao', inDays: 9 }],
      [5, 9.5, { do: 'sign' }],
      [4, 15, { do: 'visit', text: '到现场查看：两盏灯头损坏，两盏是地埋线断了，已量好尺寸。' }],
    ],
  },
  {
    ...{ key: 'well', opened: [6, 19.5], channel: 'directLine', kind: 'help', category: 'C0304', who: 1 },
    ...{ place: '大河镇 渡口村', alias: '渡口村陈先生' },
    subject: '村里机井出水越来越小',
    more: '全村浇地就靠这一口机井，今年出水只有往年一半，排队浇地要等两三天。',
    call: { minutes: 8, outcome: 'promised', note: '水利局在连线室，答应一周内洗井。' },
    steps: [
      [6, 19.6, { do: 'promise', wording: '一周内完成洗井，恢复正常出水。', to: 'u-water', inDays: 0 }],
      [5, 10, { do: 'sign' }],
      [4, 11, { do: 'visit', text: '水泵正常，滤管淤塞，联系了洗井队。' }],
      ...answered(
        1,
        '洗井已经完成，现场测试每小时出水 32 吨，恢复到往年水平。以后每两年洗井一次，由大河镇水管站负责。',
      ),
    ],
  },
  {
    ...{ key: 'subsidy', opened: [6, 19.8], channel: 'directLine', kind: 'complain', category: 'C0303', who: 2 },
    ...{ place: '青禾镇 柳林村', alias: '柳林村刘女士' },
    subject: '种粮补贴少算了两亩地',
    more: '承包地一共八亩六分，今年补贴只按六亩六分发，村里说是系统里的数，改不了。',
    call: { minutes: 9, outcome: 'promised', note: '县长要求农业农村局核实面积，少发的补发。' },
    steps: [
      [6, 19.9, { do: 'promise', wording: '核实承包面积，少发的补贴补发到户。', to: 'u-agriculture', inDays: -1 }],
      [5, 8.9, { do: 'sign' }],
      [3, 10.5, { do: 'visit', text: '到村里核对承包合同，两亩一分地在确权时登记到了邻户名下。' }],
    ],
  },
  {
    ...{ key: 'pension', opened: [6, 20.1], channel: 'directLine', kind: 'consult', category: 'C0903', who: 3 },
    ...{ place: '青禾镇 东关社区', alias: '东关社区许女士' },
    subject: '灵活就业怎么交养老保险',
    more: '从厂里出来以后没有单位，想自己接着交，不知道去哪里办、一年交多少。',
    call: { minutes: 5, outcome: 'answered', note: '当场答复办理地点、档次和所需材料。' },
    steps: [
      [6, 20.2, { do: 'settle', outcome: 'answered' }],
      [4, 10.2, { do: 'followUp', solved: true, said: 'satisfied', note: '已经在手机上办好了。' }],
      [4, 16, { do: 'close' }],
    ],
  },

  // The message board: two that everybody reads, some on their way there, some that nobody has looked at yet.
  {
    ...{ key: 'bus', opened: [14, 20.5], channel: 'board', kind: 'suggest', category: 'C0201', who: 4 },
    ...{ place: '清水乡 泉头村', alias: '泉头村村民', publish: true, addressee: 'ad-magistrate' },
    subject: '建议给泉头村加开早晚班车',
    more: '现在到县城的班车一天只有两趟，早上九点才到，赶不上看病挂号，学生周末回家也不方便。建议早晚各加一趟。',
    board: 'answer',
    follows: 3,
    steps: [
      [13, 9.2, { do: 'accept' }],
      [13, 11, { do: 'instruct', text: '请交通局实地调查客流，能加就加，给群众一个明确答复。' }],
      [13, 14, { do: 'dispatch', to: 'u-transport', report: true }],
      [13, 16.2, { do: 'sign' }],
      [10, 9, { do: 'visit', text: '连续三天跟车统计客流，早班车日均 31 人，座位不够。' }],
      ...answered(
        7,
        '经过三天客流调查，从下月 1 日起加开两趟：早上 6:50 从泉头村发车，7:40 到县城；下午 17:30 从县城返回。票价不变，两个月后根据客流再调整。',
      ),
      [5, 10, { do: 'followUp', solved: true, said: 'satisfied' }],
      [5, 20.2, { do: 'rate', marks: [5, 5, 4], comment: '早班车正好赶上挂号，谢谢。' }],
      [4, 9.5, { do: 'close' }],
    ],
  },
  {
    ...{ key: 'bins', opened: [3, 18.7], channel: 'board', kind: 'help', category: 'C0114', who: 5 },
    ...{ place: '青禾镇 东关社区', alias: '东关社区居民', publish: true, addressee: 'ad-housing' },
    subject: '东关社区垃圾三四天才清一次',
    more: '入冬以后垃圾桶三四天才清一次，满了就堆在路边，猫狗一扒到处都是，味道很大。',
    board: 'post',
    follows: 2,
    steps: [...signed('u-housing', 2), [1, 10, { do: 'visit', text: '清运车坏了一辆，正在修，先从西关调车。' }]],
  },
  {
    ...{ key: 'cold', opened: [6, 21], channel: 'board', kind: 'suggest', category: 'C0303', who: 6 },
    ...{ place: '南山乡 梨树坪村', alias: '梨树坪果农', publish: true, addressee: 'ad-agriculture' },
    subject: '建议在南山乡建一座果品冷库',
    more: '梨一下树就得贱卖，放不住。附近四个村一年产梨六百多吨，要是有冷库，能等到春节前再卖。',
    board: 'begun',
    steps: [
      ...signed('u-agriculture', 5),
      [3, 14, { do: 'visit', text: '到南山乡四个村了解产量和用电条件，梨树坪村旧粮站可以改建。' }],
      [
        0,
        9.1,
        {
          do: 'draft',
          text: '您的建议已经采纳。南山乡果品冷库列入明年产业项目，选址梨树坪村旧粮站，库容 500 吨，计划明年 8 月投用。',
        },
      ],
    ],
  },
  {
    ...{ key: 'zebra', opened: [0, 8.1], channel: 'board', kind: 'help', category: 'C0704', who: 7 },
    ...{ place: '青禾镇 柳林村', alias: '一位家长', publish: true, addressee: 'ad-secretary' },
    subject: '柳林小学门口没有斑马线',
    more: '学校门口就是县道，货车多，孩子放学横穿马路太危险。希望画上斑马线，装减速带。',
    steps: [],
  },
  {
    ...{ key: 'insurance', opened: [0, 8.6], channel: 'board', kind: 'consult', category: 'C0607', who: 8 },
    ...{ place: '云岭乡 石门村', alias: '吴大姐' },
    subject: '居民医保门诊能报多少',
    more: '在乡卫生院看慢性病，一个月药费三百多，想知道门诊能不能报、报多少。',
    steps: [],
  },
  {
    ...{ key: 'thanks', opened: [9, 19.1], channel: 'board', kind: 'thank', category: 'C0304', who: 1 },
    ...{ place: '大河镇 堤上村', alias: '堤上村村民', publish: true, addressee: 'ad-water' },
    subject: '感谢连夜抢修水管的师傅',
    more: '上周六夜里主水管爆了，三位师傅抢修到凌晨四点，一早大家就有水用，谢谢他们。',
    steps: [
      ...signed('u-water', 8),
      ...answered(7, '谢谢您的鼓励，已经转达给抢修班的三位师傅。入冬前我们会把老管段再检查一遍。'),
      [6, 10, { do: 'followUp', solved: true, said: 'satisfied' }],
      [6, 10.4, { do: 'close' }],
    ],
  },
  {
    ...{ key: 'attitude', opened: [2, 12.4], channel: 'board', kind: 'complain', category: 'C0203', who: 9 },
    ...{ place: '青禾镇', alias: '郑先生', about: ['u-transport'] },
    subject: '客运站退票窗口拒绝退票，要求按规定退还票款并改进服务',
    more: '班车停运，退票窗口说过了发车时间不能退。停运通知是发车后才贴出来的，工作人员态度也很差。',
    steps: [[1, 9.3, { do: 'accept' }]],
  },

  // The hotline: hurried ones, hard ones, and one that was sent to and fro.
  {
    ...{ key: 'dry', opened: ['hoursAgo', 3], channel: 'hotline', kind: 'help', category: 'C0304', who: 10 },
    ...{ place: '石桥镇 双井村', urgency: 'utility' },
    subject: '双井村全村停水',
    more: '全村没有水，打水厂电话没人接，村里老人多，没法挑水。',
    steps: [
      ['hoursAgo', 2.8, { do: 'accept' }],
      ['hoursAgo', 2.6, { do: 'dispatch', to: 'u-water', co: ['u-shiqiao'] }],
      ['hoursAgo', 2.4, { do: 'sign' }],
      ['hoursAgo', 1.6, { do: 'coAnswer', text: '已安排两台送水车，在村委会和小学门口送水。' }],
    ],
  },
  {
    ...{ key: 'canal', opened: [8, 10.2], channel: 'hotline', kind: 'help', category: 'C0304', who: 7 },
    ...{ place: '云岭乡 高台村' },
    subject: '灌溉渠塌了一段，冬灌浇不上',
    more: '高台村北边的灌溉渠塌了十几米，下游两个组的麦子浇不上冬水。',
    steps: [
      ...signed('u-water', 7),
      [5, 9.5, { do: 'visit', text: '塌方段 14 米，需要预制板 60 块。' }],
      [1, 20, { do: 'add', text: '昨天又塌了两米多，再不修麦子就误了。' }],
    ],
  },
  {
    ...{ key: 'wages', opened: [14, 9.1], channel: 'hotline', kind: 'help', category: 'C0912', who: 11 },
    ...{ place: '大河镇 沙滩村' },
    subject: '砖厂拖欠三个月工资',
    more: '在砖厂干了半年，后三个月工资一直没发，十一个工人一共欠了九万多。',
    remark: '来电人怕被辞退，请不要向砖厂透露姓名。',
    steps: [
      ...signed('u-labour', 13),
      [11, 10, { do: 'visit', text: '到砖厂检查工资台账，厂方承认欠薪，称货款未回。' }],
      [3, 11, { do: 'instruct', text: '年底前必须解决，人社局、大河镇一起上门。' }],
    ],
  },
  {
    ...{ key: 'drains', opened: [17, 15.3], channel: 'hotline', kind: 'help', category: 'C0112', who: 12 },
    ...{ place: '青禾镇 西关社区' },
    subject: '老街下雨就积水，污水倒灌',
    more: '西关老街的排水管太细，一下雨就积水，一楼几户人家污水倒灌。',
    steps: [
      ...signed('u-housing', 16),
      [14, 9, { do: 'visit', text: '管径只有 300 毫米，需要整体更换，概算 420 万元。' }],
      [13, 15, { do: 'suspend', reason: '需要列入老旧管网改造项目，等上级资金' }],
      [13, 15.4, { do: 'hard', reason: '等老旧管网改造资金，已申报明年计划' }],
    ],
  },
  {
    ...{ key: 'card', opened: [4, 9.4], channel: 'hotline', kind: 'consult', category: 'C0913', who: 13 },
    ...{ place: '南山乡 松岭村' },
    subject: '外地打工社保卡丢了怎么补',
    more: '人在外地，社保卡丢了，家里老人能不能代办？',
    steps: [
      ...signed('u-labour', 3),
      [2, 10.5, { do: 'ask', question: '请告诉我们卡是哪家银行发的，以及代办老人的姓名。' }],
    ],
  },
  {
    ...{ key: 'rubble', opened: [3, 16], channel: 'hotline', kind: 'help', category: 'C0114', who: 14 },
    ...{ place: '清水乡 竹园村' },
    subject: '河边堆了一大片建筑垃圾',
    more: '竹园村河湾里不知道谁倒的建筑垃圾，越堆越多，下雨就冲进河里。',
    steps: [
      ...toUnit('u-water', 2),
      [1, 15.5, { do: 'askBack', why: 'notOurRemit', basis: '建筑垃圾处置属住建部门职责', better: 'u-housing' }],
    ],
  },
  {
    ...{ key: 'manure', opened: [3, 11], channel: 'hotline', kind: 'complain', category: 'C0409', who: 15 },
    ...{ place: '石桥镇 北坡村' },
    subject: '养殖场粪水流进水渠，要求停止排放并清理水渠',
    more: '村东头养猪场的粪水直接排到渠里，夏天臭，浇地菜苗都烧死了。找过老板两次，没有用。',
    steps: [
      ...signed('u-water', 2),
      [1, 9.6, { do: 'askBack', why: 'overlap', basis: '畜禽粪污由农业农村部门监管', better: 'u-agriculture' }],
      [1, 14, { do: 'judgeBack', granted: true, reason: '情况属实，改由农业农村局承办' }],
      [1, 14.2, { do: 'dispatch', to: 'u-agriculture', co: ['u-shiqiao'] }],
    ],
  },

  // With the agriculture bureau, on every step of the way.
  {
    ...{ key: 'deeds', opened: [4, 10.3], channel: 'walkIn', kind: 'help', category: 'C0301', who: 16 },
    ...{ place: '大河镇 苇塘村' },
    subject: '土地确权证上的面积登记错了',
    more: '证上写五亩二分，实际是七亩，地块图也画歪了，想更正。',
    steps: [
      ...signed('u-agriculture', 3),
      [2, 15, { do: 'visit', text: '与村里、测绘单位一起重新丈量，实测 6.95 亩。' }],
      [1, 16, { do: 'askDays', days: 5, reason: '四邻签字还差一户，人在外地，后天回来' }],
      [0, 8.5, { do: 'note', text: '请把丈量记录和四邻签字拍照附上，再批延期。' }],
    ],
  },
  {
    ...{ key: 'machines', opened: [4, 14], channel: 'mailbox', kind: 'consult', category: 'C0303', who: 6 },
    ...{ place: '南山乡 南山村' },
    subject: '农机购置补贴什么时候发',
    more: '八月份买的微耕机，材料交了三个月了，补贴还没有到账。',
    steps: [
      ...signed('u-agriculture', 3),
      [2, 9.3, { do: 'draft', text: '正在办理。' }],
      [2, 11, { do: 'sendBack', verdict: 'rewrite', note: '写明哪天到账，到哪张卡。' }],
      [
        1,
        9.4,
        { do: 'draft', text: '您的农机补贴 1,260 元已经公示结束，本月 30 日前打到您的惠农一卡通，届时有短信通知。' },
      ],
      [1, 15, { do: 'pass' }],
    ],
  },
  {
    ...{ key: 'seeds', opened: [8, 9.8], channel: 'hotline', kind: 'consult', category: 'C0303', who: 17 },
    ...{ place: '青禾镇 河畔村' },
    subject: '良种补贴还能不能申请',
    more: '今年换了新麦种，听说有良种补贴，不知道还来不来得及。',
    steps: [
      ...signed('u-agriculture', 7),
      ...answered(4, '可以申请。请在本月底前带种子发票和身份证到村委会登记，每亩补 15 元，统一打到惠农一卡通。'),
      [2, 10, { do: 'followUp', solved: null, note: '电话没有人接，改天再打。' }],
    ],
  },
  {
    ...{ key: 'prices', opened: [2, 9], channel: 'campaign', kind: 'suggest', category: 'C0307', who: 11 },
    ...{ place: '大河镇 大河村' },
    subject: '春耕备耕征集：化肥价格要公开',
    more: '各村农资店同一种化肥差十几块，建议县里每周公布一次参考价。',
    steps: [
      [1, 9.4, { do: 'accept' }],
      [1, 10.3, { do: 'dispatch', to: 'u-agriculture', report: true }],
    ],
  },

  // The township, and others that were followed to their end.
  {
    ...{ key: 'allowance', opened: [2, 9.6], channel: 'walkIn', kind: 'consult', category: 'C0918', who: 14 },
    ...{ place: '石桥镇 杨家湾村' },
    subject: '低保年审要交哪些材料',
    more: '母亲八十二岁，低保年审通知没看明白，来镇里问问。',
    steps: signed('u-shiqiao', 1),
  },
  {
    ...{ key: 'puddle', opened: [11, 12], channel: 'hotline', kind: 'help', category: 'C0112', who: 3 },
    ...{ place: '石桥镇' },
    subject: '卫生院门口路面塌陷积水',
    more: '石桥镇卫生院门口路面塌了一块，下雨积水到脚脖子，病人进出要绕路。',
    steps: [
      ...signed('u-shiqiao', 10),
      ...answered(7, '已经用碎石把坑垫平，可以正常通行。'),
      [1, 19.3, { do: 'rate', marks: [1, 3, 2], comment: '下了一场雨又塌了，碎石都冲走了。' }],
    ],
  },
  {
    ...{ key: 'uphill', opened: [24, 10], channel: 'hotline', kind: 'help', category: 'C0304', who: 12 },
    ...{ place: '南山乡 黄土坡村', addressee: 'ad-magistrate' },
    subject: '饮水工程修好一年还没通水',
    more: '水塔、管子去年就修好了，一直没有通水，还是靠拉水吃。',
    steps: [
      ...signed('u-water', 23),
      ...answered(19, '水泵已经到货，本周安装，安装后即可通水。'),
      [17, 9.5, { do: 'followUp', solved: false, said: 'dissatisfied', note: '泵装了，没有接电。' }],
      [16, 9, { do: 'dispatch', to: 'u-water' }],
      [16, 15, { do: 'sign' }],
      ...answered(10, '已经与供电所对接，电表已装，开始试通水。'),
      [2, 20.1, { do: 'notSolved', text: '通了两天又停了，管理员说电费没人交。' }],
    ],
  },
  {
    ...{ key: 'clinic', opened: [3, 20.3], channel: 'mailbox', kind: 'suggest', category: 'C0601', who: 13 },
    ...{ place: '青禾镇 新桥村', addressee: 'ad-magistrate' },
    subject: '建议县医院周末也开慢病门诊',
    more: '上班的人平时没空带老人看病，建议周末上午开慢病门诊和取药窗口。',
    steps: [
      [2, 9.3, { do: 'accept' }],
      [1, 17, { do: 'instruct', text: '建议很好，请医保局会同县医院拿出方案。' }],
    ],
  },
  {
    ...{ key: 'refund', opened: [9, 11], channel: 'hotline', kind: 'consult', category: 'C0901', who: 16 },
    ...{ place: '大河镇 渡口村' },
    subject: '外地住院的费用怎么报销',
    more: '父亲在省城住院，没有提前备案，回来还能不能报？',
    steps: [
      ...signed('u-insurance', 8),
      ...answered(6, '可以补办备案后报销，比例下调 10%。请带出院小结、费用清单和发票到县政务大厅 8 号窗口。'),
      [3, 10, { do: 'followUp', solved: true, said: 'mostly', note: '已补办，等到账。' }],
    ],
  },
  {
    ...{ key: 'school', opened: [12, 18.5], channel: 'board', kind: 'help', category: 'C0505', who: 5 },
    ...{ place: '云岭乡 云岭村', alias: '云岭村家长', publish: true },
    subject: '校车停靠点离村口太远',
    more: '校车停在公路对面，孩子要走一里多路再过马路，能不能停到村口？',
    steps: [
      ...signed('u-education', 11),
      [9, 8, { do: 'visit', text: '跟车查看，村口可以掉头，路面宽 6 米。' }],
      ...answered(8, '从下周一起校车在云岭村口停靠，早上 7:10，下午 17:05，村里安排一名护学员。'),
      [6, 10, { do: 'followUp', solved: true, said: 'satisfied' }],
      [6, 21, { do: 'rate', marks: [5, 5, 5], comment: '' }],
      [5, 9, { do: 'close' }],
    ],
  },
  {
    ...{ key: 'house', opened: [5, 15], channel: 'walkIn', kind: 'help', category: 'C0301', who: 9 },
    ...{ place: '清水乡 清水村' },
    subject: '与邻居的宅基地边界纠纷',
    more: '邻居盖房占了我家半米，法院已经受理，想请县里出面。',
    steps: [
      [
        4,
        10,
        {
          do: 'refuse',
          reason: '已经进入诉讼程序',
          to: 'courts',
          whereTo: '请按法院通知参加审理，咨询电话：12368',
        },
      ],
    ],
  },
  {
    ...{ key: 'mistaken', opened: [1, 19.3], channel: 'board', kind: 'consult', category: 'C0106', who: 10 },
    ...{ place: '青禾镇 东关社区', alias: '冯女士' },
    subject: '物业费一年交多少',
    more: '想问一下物业费标准。',
    steps: [[1, 19.4, { do: 'withdraw' }]],
  },

  // Three of the same matter, answered together.
  {
    ...{ key: 'yellow', opened: [3, 8.4], channel: 'hotline', kind: 'help', category: 'C0102', who: 2 },
    ...{ place: '石桥镇 石桥村' },
    subject: '自来水发黄有铁锈味',
    more: '这几天早上放出来的水都是黄的，要放十几分钟才清。',
    steps: [
      ...signed('u-water', 2),
      [1, 11, { do: 'visit', text: '镇区主管网末端铁锈沉积，已排水冲洗两次，取样送检。' }],
    ],
  },
  {
    ...{ key: 'yellow-shop', opened: [2, 8.2], channel: 'board', kind: 'help', category: 'C0102', who: 8 },
    ...{ place: '石桥镇 石桥村', alias: '开早点铺的', publish: true },
    subject: '水龙头放出来的是黄水',
    more: '开早点铺的，水发黄没法用，这两天都去河对面拉水。',
    steps: [
      [2, 9, { do: 'accept' }],
      [2, 9.4, { do: 'mergeInto', master: 'demo-case-yellow' }],
    ],
  },
  {
    ...{ key: 'yellow-school', opened: [2, 12.1], channel: 'mailbox', kind: 'help', category: 'C0102', who: 17 },
    ...{ place: '石桥镇' },
    subject: '中心小学的水也是黄的',
    more: '孩子说学校水也是黄的，饮水机都停了，请尽快查一查。',
    steps: [
      [2, 14, { do: 'accept' }],
      [2, 14.2, { do: 'mergeInto', master: 'demo-case-yellow' }],
    ],
  },

  // Of misconduct: for the inspector alone.
  {
    ...{ key: 'canteen', opened: [2, 22], channel: 'mailbox', kind: 'complain', category: 'C0509', who: 15 },
    ...{ place: '青禾镇' },
    subject: '反映学校食堂采购账目不公开',
    more: '食堂只从一家店进货，价钱比市场高两成，账目从来不公布。',
    steps: [
      [1, 8.7, { do: 'protect', units: ['u-education'], sealed: true, reason: '反映管理人员问题' }],
      [1, 9, { do: 'accept' }],
    ],
  },
];
