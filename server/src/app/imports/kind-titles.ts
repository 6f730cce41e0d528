import type { ImportKind } from './import-file.ts';

/** Kinds as the log names them: it is read by people who never saw the addresses of our imports. */
export const KIND_TITLES: Readonly<Record<ImportKind, string>> = {
  county: '单位名称和代码',
  divisions: '行政区划',
  persons: '人员',
  posts: '岗位',
  responsibilities: '责任链',
  contacts: '值班电话',
  households: '住户',
  sensors: '监测设备',
  hazards: '隐患点',
  teams: '队伍',
  shelters: '安置点',
  depots: '物资库',
  plans: '预案',
  boundaries: '边界',
  roads: '道路',
  water: '水系',
};
