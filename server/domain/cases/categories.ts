/**
 * What a case is about, in two levels. Codes are our own and stay: a category is never renumbered or given to something
 * else; one that falls out of use keeps its code. `sourceId` is the id of the same category on a national message board
 * of 2020–21, whose list this is; labels that policy has overtaken since are replaced by today's. No classification
 * standard is claimed. (Long because it is a table.)
 */
export interface Category {
  readonly code: string;
  readonly sourceId: number;
  readonly name: string;
  readonly nameEn: string;
}
export interface FirstLevelCategory extends Category {
  readonly children: readonly Category[];
}

export const CATEGORIES: readonly FirstLevelCategory[] = [
  {
    code: 'C01',
    sourceId: 7,
    name: '城建',
    nameEn: 'Urban development',
    children: [
      { code: 'C0101', sourceId: 183, name: '供暖', nameEn: 'Heating' },
      { code: 'C0102', sourceId: 184, name: '供水', nameEn: 'Water supply' },
      { code: 'C0103', sourceId: 185, name: '燃气', nameEn: 'Gas' },
      { code: 'C0104', sourceId: 186, name: '房产开发', nameEn: 'Property development' },
      { code: 'C0105', sourceId: 187, name: '房屋维修', nameEn: 'Building repairs' },
      { code: 'C0106', sourceId: 188, name: '物业管理', nameEn: 'Property management' },
      { code: 'C0107', sourceId: 189, name: '房屋挡光', nameEn: 'Blocked daylight' },
      { code: 'C0108', sourceId: 190, name: '住房公积金', nameEn: 'Housing provident fund' },
      { code: 'C0109', sourceId: 191, name: '城市拆迁及棚户区改造', nameEn: 'Urban demolition and renewal' },
      { code: 'C0110', sourceId: 192, name: '保障性住房', nameEn: 'Affordable housing' },
      { code: 'C0111', sourceId: 193, name: '城市规划', nameEn: 'Urban planning' },
      { code: 'C0112', sourceId: 194, name: '市政道路及设施', nameEn: 'Town roads and facilities' },
      { code: 'C0113', sourceId: 195, name: '城市绿化', nameEn: 'Urban greening' },
      { code: 'C0114', sourceId: 196, name: '环卫', nameEn: 'Street cleaning and waste' },
    ],
  },
  {
    code: 'C02',
    sourceId: 6,
    name: '交通',
    nameEn: 'Transport',
    children: [
      { code: 'C0201', sourceId: 197, name: '公交车管理', nameEn: 'Buses' },
      { code: 'C0202', sourceId: 198, name: '出租车管理', nameEn: 'Taxis' },
      { code: 'C0203', sourceId: 199, name: '客运车辆及客运站', nameEn: 'Coaches and coach stations' },
      { code: 'C0204', sourceId: 200, name: '高速公路及服务区', nameEn: 'Motorways and service areas' },
      { code: 'C0205', sourceId: 201, name: '公路建设维修', nameEn: 'Road building and repair' },
      { code: 'C0206', sourceId: 202, name: '驾校监管', nameEn: 'Driving schools' },
      { code: 'C0207', sourceId: 203, name: '铁路', nameEn: 'Railways' },
      { code: 'C0208', sourceId: 204, name: '地铁', nameEn: 'Underground' },
      { code: 'C0209', sourceId: 205, name: '轻轨', nameEn: 'Light rail' },
      { code: 'C0210', sourceId: 206, name: '机场', nameEn: 'Airports' },
    ],
  },
  {
    code: 'C03',
    sourceId: 9,
    name: '三农',
    nameEn: 'Farming and villages',
    children: [
      { code: 'C0301', sourceId: 207, name: '土地承包', nameEn: 'Land contracts' },
      { code: 'C0302', sourceId: 208, name: '农村征地拆迁', nameEn: 'Rural land taking and demolition' },
      { code: 'C0303', sourceId: 209, name: '惠农补贴', nameEn: 'Farm subsidies' },
      { code: 'C0304', sourceId: 210, name: '农村供水', nameEn: 'Rural water supply' },
      { code: 'C0305', sourceId: 211, name: '村屯道路维修', nameEn: 'Village road repair' },
      { code: 'C0306', sourceId: 212, name: '农村垃圾清理', nameEn: 'Village waste collection' },
      { code: 'C0307', sourceId: 213, name: '涉农乱收费', nameEn: 'Improper charges on farmers' },
      { code: 'C0308', sourceId: 214, name: '村级债务', nameEn: 'Village debts' },
      { code: 'C0309', sourceId: 215, name: '农村落户', nameEn: 'Rural household registration' },
    ],
  },
  {
    code: 'C04',
    sourceId: 13,
    name: '环保',
    nameEn: 'Environment',
    children: [
      { code: 'C0401', sourceId: 216, name: '饭店超市噪声', nameEn: 'Noise from restaurants and shops' },
      { code: 'C0402', sourceId: 217, name: '饭店超市油烟', nameEn: 'Cooking fumes from restaurants and shops' },
      { code: 'C0403', sourceId: 218, name: '娱乐场所噪声', nameEn: 'Noise from entertainment venues' },
      { code: 'C0404', sourceId: 219, name: '工矿企业噪声', nameEn: 'Noise from factories and mines' },
      { code: 'C0405', sourceId: 220, name: '建筑工地夜间施工', nameEn: 'Building work at night' },
      { code: 'C0406', sourceId: 221, name: '工矿企业废气', nameEn: 'Emissions from factories and mines' },
      { code: 'C0407', sourceId: 222, name: '不明来源空气异味', nameEn: 'Bad air of unknown origin' },
      { code: 'C0408', sourceId: 223, name: '电磁辐射污染', nameEn: 'Electromagnetic radiation' },
      { code: 'C0409', sourceId: 224, name: '畜禽养殖污染', nameEn: 'Livestock pollution' },
      { code: 'C0410', sourceId: 225, name: '医疗废物', nameEn: 'Medical waste' },
    ],
  },
  {
    code: 'C05',
    sourceId: 14,
    name: '教育',
    nameEn: 'Education',
    children: [
      { code: 'C0501', sourceId: 226, name: '补习班', nameEn: 'Tutoring classes' },
      { code: 'C0502', sourceId: 227, name: '教辅材料', nameEn: 'Study aids' },
      { code: 'C0503', sourceId: 228, name: '择校择班', nameEn: 'Choice of school or class' },
      { code: 'C0504', sourceId: 229, name: '收费', nameEn: 'School charges' },
      { code: 'C0505', sourceId: 230, name: '校园安全', nameEn: 'School safety' },
      { code: 'C0506', sourceId: 231, name: '课业负担', nameEn: 'Homework load' },
      { code: 'C0507', sourceId: 232, name: '教学质量', nameEn: 'Teaching quality' },
      { code: 'C0508', sourceId: 233, name: '师资配置', nameEn: 'Teacher staffing' },
      { code: 'C0509', sourceId: 234, name: '校园管理', nameEn: 'School management' },
      { code: 'C0510', sourceId: 235, name: '学区划分', nameEn: 'School catchment areas' },
      { code: 'C0511', sourceId: 236, name: '幼儿园', nameEn: 'Kindergartens' },
      { code: 'C0512', sourceId: 237, name: '培训机构', nameEn: 'Training providers' },
      { code: 'C0513', sourceId: 238, name: '招生', nameEn: 'Admissions' },
      { code: 'C0514', sourceId: 239, name: '中高考', nameEn: 'Secondary and university entrance exams' },
      { code: 'C0515', sourceId: 240, name: '奖助学金', nameEn: 'Scholarships and grants' },
      { code: 'C0516', sourceId: 241, name: '高校', nameEn: 'Universities and colleges' },
    ],
  },
  {
    code: 'C06',
    sourceId: 12,
    name: '医疗',
    nameEn: 'Health',
    children: [
      { code: 'C0601', sourceId: 242, name: '医疗机构管理', nameEn: 'Hospitals and clinics' },
      { code: 'C0602', sourceId: 243, name: '医护人员', nameEn: 'Medical staff' },
      { code: 'C0603', sourceId: 244, name: '药品招标采购', nameEn: 'Medicine tendering and purchase' },
      { code: 'C0604', sourceId: 245, name: '医疗机构资质', nameEn: 'Licences of hospitals and clinics' },
      { code: 'C0605', sourceId: 246, name: '120救护', nameEn: 'Emergency ambulance (120)' },
      { code: 'C0606', sourceId: 247, name: '医改政策', nameEn: 'Health care reform' },
      { code: 'C0607', sourceId: 248, name: '城乡居民医保', nameEn: 'Residents’ medical insurance' },
      { code: 'C0608', sourceId: 249, name: '生育政策', nameEn: 'Birth policy' },
      { code: 'C0609', sourceId: 250, name: '计划免疫', nameEn: 'Vaccination programme' },
      { code: 'C0610', sourceId: 251, name: '独生子女奖励', nameEn: 'One-child family benefits' },
      { code: 'C0611', sourceId: 252, name: '出生证明', nameEn: 'Birth certificates' },
      { code: 'C0612', sourceId: 253, name: '生育登记', nameEn: 'Birth registration' },
      { code: 'C0613', sourceId: 254, name: '健康档案建立', nameEn: 'Maternity and health records' },
      { code: 'C0614', sourceId: 255, name: '饮用水质', nameEn: 'Drinking water quality' },
      { code: 'C0615', sourceId: 256, name: '病媒防制和公共场所控烟', nameEn: 'Pest control and smoking in public' },
      { code: 'C0616', sourceId: 257, name: '餐饮经营许可', nameEn: 'Catering licences' },
      { code: 'C0617', sourceId: 258, name: '餐饮食品安全', nameEn: 'Food safety in catering' },
      { code: 'C0618', sourceId: 259, name: '保健食品', nameEn: 'Health foods' },
      { code: 'C0619', sourceId: 260, name: '药品安全', nameEn: 'Safety of medicines' },
    ],
  },
  {
    code: 'C07',
    sourceId: 1,
    name: '治安',
    nameEn: 'Public safety',
    children: [
      { code: 'C0701', sourceId: 261, name: '社会治安管理', nameEn: 'Law and order' },
      { code: 'C0702', sourceId: 262, name: '城市交通管理', nameEn: 'Traffic management' },
      { code: 'C0703', sourceId: 263, name: '智慧停车', nameEn: 'Parking' },
      { code: 'C0704', sourceId: 264, name: '交通标识及设施', nameEn: 'Traffic signs and facilities' },
      { code: 'C0705', sourceId: 265, name: '交通处罚', nameEn: 'Traffic penalties' },
      { code: 'C0706', sourceId: 266, name: '交通事故处理', nameEn: 'Traffic accidents' },
      { code: 'C0707', sourceId: 267, name: '消防监管', nameEn: 'Fire safety' },
      { code: 'C0708', sourceId: 268, name: '网络监管', nameEn: 'Internet supervision' },
      { code: 'C0709', sourceId: 269, name: '出入境', nameEn: 'Exit and entry' },
      { code: 'C0710', sourceId: 270, name: '执法规范及效能问题', nameEn: 'Conduct of law enforcement' },
    ],
  },
  {
    code: 'C08',
    sourceId: 5,
    name: '旅游',
    nameEn: 'Tourism',
    children: [
      { code: 'C0801', sourceId: 271, name: '旅游出行', nameEn: 'Travel' },
      { code: 'C0802', sourceId: 272, name: '旅游住宿', nameEn: 'Lodging' },
      { code: 'C0803', sourceId: 273, name: '旅游餐饮', nameEn: 'Meals for visitors' },
      { code: 'C0804', sourceId: 274, name: '旅游游览', nameEn: 'Sights and tours' },
      { code: 'C0805', sourceId: 275, name: '旅游购物', nameEn: 'Visitor shopping' },
      { code: 'C0806', sourceId: 276, name: '旅游娱乐', nameEn: 'Visitor entertainment' },
    ],
  },
  {
    code: 'C09',
    sourceId: 11,
    name: '就业',
    nameEn: 'Work and social insurance',
    children: [
      { code: 'C0901', sourceId: 277, name: '医疗保险', nameEn: 'Medical insurance' },
      { code: 'C0902', sourceId: 278, name: '生育保险', nameEn: 'Maternity insurance' },
      { code: 'C0903', sourceId: 279, name: '养老保险', nameEn: 'Pension insurance' },
      { code: 'C0904', sourceId: 280, name: '工伤保险', nameEn: 'Work injury insurance' },
      { code: 'C0905', sourceId: 281, name: '失业保险', nameEn: 'Unemployment insurance' },
      { code: 'C0906', sourceId: 282, name: '退休审批', nameEn: 'Retirement approval' },
      { code: 'C0907', sourceId: 283, name: '工龄认定', nameEn: 'Recognition of years of service' },
      { code: 'C0908', sourceId: 284, name: '特殊工种', nameEn: 'Special types of work' },
      { code: 'C0909', sourceId: 285, name: '职业介绍', nameEn: 'Job placement' },
      { code: 'C0910', sourceId: 286, name: '军转干部', nameEn: 'Officers moved to civil posts' },
      { code: 'C0911', sourceId: 287, name: '退役军人安置', nameEn: 'Resettlement of veterans' },
      { code: 'C0912', sourceId: 288, name: '拖欠工资', nameEn: 'Unpaid wages' },
      { code: 'C0913', sourceId: 289, name: '社保', nameEn: 'Social insurance' },
      { code: 'C0914', sourceId: 290, name: '公积金', nameEn: 'Provident fund' },
      { code: 'C0915', sourceId: 291, name: '企业收取抵押金（物）', nameEn: 'Deposits taken by employers' },
      { code: 'C0916', sourceId: 292, name: '劳动合同签订与出具', nameEn: 'Labour contracts' },
      { code: 'C0917', sourceId: 293, name: '未执行休息（假）政策', nameEn: 'Rest and leave not granted' },
      { code: 'C0918', sourceId: 294, name: '社会福利和身份认定', nameEn: 'Benefits and status' },
    ],
  },
  {
    code: 'C10',
    sourceId: 10,
    name: '文娱',
    nameEn: 'Culture and media',
    children: [
      { code: 'C1001', sourceId: 295, name: '出版发行和版权', nameEn: 'Publishing and copyright' },
      { code: 'C1002', sourceId: 296, name: '广播电视电影', nameEn: 'Radio, television and film' },
      { code: 'C1003', sourceId: 297, name: '表演及演出场所', nameEn: 'Performances and venues' },
      { code: 'C1004', sourceId: 298, name: '文化保护和文化设施服务', nameEn: 'Heritage and cultural facilities' },
    ],
  },
  {
    code: 'C11',
    sourceId: 20,
    name: '金融',
    nameEn: 'Finance',
    children: [
      { code: 'C1101', sourceId: 299, name: '银行', nameEn: 'Banks' },
      { code: 'C1102', sourceId: 300, name: '保险', nameEn: 'Insurance' },
      { code: 'C1103', sourceId: 301, name: '证券', nameEn: 'Securities' },
      { code: 'C1104', sourceId: 302, name: '基金', nameEn: 'Funds' },
    ],
  },
  {
    code: 'C12',
    sourceId: 4,
    name: '企业',
    nameEn: 'Business',
    children: [
      { code: 'C1201', sourceId: 303, name: '工商注册及业务办理', nameEn: 'Business registration and services' },
      { code: 'C1202', sourceId: 304, name: '企业违规经营', nameEn: 'Business misconduct' },
      { code: 'C1203', sourceId: 305, name: '执法规范及效能问题', nameEn: 'Conduct of law enforcement' },
    ],
  },
  {
    code: 'C13',
    sourceId: 2,
    name: '政务',
    nameEn: 'Government services',
    children: [
      { code: 'C1301', sourceId: 306, name: '户籍管理', nameEn: 'Household registration' },
      { code: 'C1302', sourceId: 307, name: '身份证', nameEn: 'Identity cards' },
      { code: 'C1303', sourceId: 308, name: '机动车证件', nameEn: 'Vehicle and driving documents' },
      {
        code: 'C1304',
        sourceId: 309,
        name: '城乡低保和特困供养',
        nameEn: 'Minimum living allowance and support for the destitute',
      },
      { code: 'C1305', sourceId: 310, name: '优待抚恤', nameEn: 'Preferential treatment and pensions' },
      { code: 'C1306', sourceId: 311, name: '社会福利', nameEn: 'Social welfare' },
      { code: 'C1307', sourceId: 312, name: '社会救助', nameEn: 'Social assistance' },
      { code: 'C1308', sourceId: 313, name: '殡葬管理', nameEn: 'Funeral services' },
      { code: 'C1309', sourceId: 314, name: '婚姻登记', nameEn: 'Marriage registration' },
      { code: 'C1310', sourceId: 315, name: '区划地名', nameEn: 'Boundaries and place names' },
      { code: 'C1311', sourceId: 316, name: '社区工作者问题', nameEn: 'Community workers' },
      { code: 'C1312', sourceId: 317, name: '村（社区）选举', nameEn: 'Village and community elections' },
      { code: 'C1313', sourceId: 318, name: '福利彩票', nameEn: 'Welfare lottery' },
      { code: 'C1314', sourceId: 319, name: '业主委员会', nameEn: 'Owners’ committees' },
      { code: 'C1315', sourceId: 320, name: '残联业务', nameEn: 'Services for disabled people' },
    ],
  },
  {
    code: 'C14',
    sourceId: 16,
    name: '其他',
    nameEn: 'Other',
    children: [],
  },
];

const byCode = new Map<string, Category>(
  CATEGORIES.flatMap((category) => [category, ...category.children]).map((category) => [category.code, category]),
);

/** A category of either level. */
export const categoryByCode = (code: string): Category | undefined => byCode.get(code);
/** Its Chinese name; a code that is not known is shown as it is. */
export const categoryName = (code: string): string => byCode.get(code)?.name ?? code;

const byTop = new Map(CATEGORIES.map(({ code, children }) => [code, children.map((one) => one.code)]));
/** The codes under one of the first level; none under any other. */
export const codesUnder = (code: string): readonly string[] => byTop.get(code) ?? [];
