/** Places, units and posts of the demo county. None of them exists. */
export const DEMO_PLACES = [
  { township: '青禾镇', villages: ['东关社区', '西关社区', '河畔村', '柳林村', '新桥村'] },
  { township: '石桥镇', villages: ['石桥村', '杨家湾村', '北坡村', '双井村'] },
  { township: '清水乡', villages: ['清水村', '泉头村', '竹园村'] },
  { township: '南山乡', villages: ['南山村', '松岭村', '梨树坪村', '黄土坡村'] },
  { township: '大河镇', villages: ['大河村', '渡口村', '沙滩村', '堤上村', '苇塘村'] },
  { township: '云岭乡', villages: ['云岭村', '石门村', '高台村'] },
] as const;

export const DEMO_UNITS = [
  { id: 'u-agriculture', name: '农业农村局' },
  { id: 'u-housing', name: '住建局' },
  { id: 'u-water', name: '水利局' },
  { id: 'u-labour', name: '人社局' },
  { id: 'u-insurance', name: '医保局' },
  { id: 'u-education', name: '教育局' },
  { id: 'u-transport', name: '交通局' },
  { id: 'u-petitions', name: '信访局' },
  { id: 'u-shiqiao', name: '石桥镇' },
] as const;

/** Posts that one can write to; the county's leaders first. */
export const DEMO_ADDRESSEES = [
  { id: 'ad-secretary', title: '县委书记', holderName: '李卫东', holderPersonId: null, unitId: null },
  { id: 'ad-magistrate', title: '县长', holderName: '王建国', holderPersonId: 'demo-leader', unitId: null },
  {
    id: 'ad-agriculture',
    title: '农业农村局局长',
    holderName: '马建华',
    holderPersonId: 'demo-head',
    unitId: 'u-agriculture',
  },
  { id: 'ad-housing', title: '住建局局长', holderName: '孙志远', holderPersonId: null, unitId: 'u-housing' },
  { id: 'ad-water', title: '水利局局长', holderName: '郑宏', holderPersonId: null, unitId: 'u-water' },
  { id: 'ad-shiqiao', title: '石桥镇镇长', holderName: '何志强', holderPersonId: null, unitId: 'u-shiqiao' },
] as const;
