import type { MasterKind } from '../../plumbing/master/kinds.ts';

/**
 * How one cell becomes a field. `number` of an empty cell is absent; `list` is separated by `;`; `yes` reads
 * 1/0, 是/否, true/false; `rows` are `|`-separated fields in `;`-separated rows, named by `fields`.
 */
export type CellKind =
  | { as: 'text' }
  | { as: 'number' }
  | { as: 'list' }
  | { as: 'yes' }
  | { as: 'rows'; fields: readonly { key: string; as: 'text' | 'number' }[] };

export interface Column {
  key: string;
  /** As a clerk writes it; both are understood. */
  title: string;
  cell: CellKind;
  need: 'required' | 'optional';
}

/** Kinds that come as a table. `point` names the field made of the columns lon and lat. */
export interface TableKind {
  master: MasterKind;
  columns: readonly Column[];
  point: string | undefined;
  /** Fields that a table cannot hold: taken over from the row that is there, else these. */
  kept: Readonly<Record<string, unknown>>;
}

const text = (key: string, title: string, need: Column['need'] = 'required'): Column => ({
  key,
  title,
  cell: { as: 'text' },
  need,
});
const number = (key: string, title: string, need: Column['need'] = 'required'): Column => ({
  key,
  title,
  cell: { as: 'number' },
  need,
});
const list = (key: string, title: string): Column => ({ key, title, cell: { as: 'list' }, need: 'optional' });

const ID = text('id', '编号');
const NAME = text('name', '名称');
const DIVISION = text('division', '区划代码');
const LON = number('lon', '经度');
const LAT = number('lat', '纬度');
const PLACE = [DIVISION, LON, LAT] as const;

export const TABLE_KINDS = {
  county: {
    master: 'county',
    point: undefined,
    kept: { datum: 'own' },
    columns: [text('county', '县级区划代码'), text('title', '单位名称')],
  },
  divisions: {
    master: 'division',
    point: 'seat',
    kept: { rings: [] },
    columns: [text('code', '区划代码'), NAME, LON, LAT, number('population', '人口'), number('households', '户数')],
  },
  persons: {
    master: 'person',
    point: undefined,
    kept: {},
    columns: [ID, text('name', '姓名'), text('phone', '电话'), DIVISION, text('unit', '单位'), text('title', '职务')],
  },
  posts: {
    master: 'post',
    point: undefined,
    kept: {},
    columns: [
      ID,
      NAME,
      DIVISION,
      text('holder', '任职人'),
      list('deputies', '代理人'),
      number('signsWarning', '可签发预警级别', 'optional'),
      number('signsResponse', '可签发响应级别', 'optional'),
      { key: 'signsReport', title: '可签发报告', cell: { as: 'yes' }, need: 'required' },
    ],
  },
  responsibilities: {
    master: 'responsibility',
    point: undefined,
    kept: {},
    columns: [
      ID,
      DIVISION,
      text('duty', '职责'),
      text('person', '责任人'),
      text('deputy', '副职', 'optional'),
      text('superior', '上级', 'optional'),
    ],
  },
  contacts: { master: 'contact', point: undefined, kept: {}, columns: [ID, NAME, text('phone', '电话'), DIVISION] },
  households: {
    master: 'household',
    point: 'point',
    kept: {},
    columns: [
      ID,
      DIVISION,
      text('group', '村民小组'),
      text('head', '户主'),
      number('members', '人数'),
      number('vulnerable', '老弱病残孕'),
      LON,
      LAT,
      text('responsible', '包保责任人'),
      text('shelter', '安置点', 'optional'),
      text('hazard', '隐患点', 'optional'),
    ],
  },
  sensors: {
    master: 'sensor',
    point: 'point',
    kept: { thresholds: [] },
    columns: [
      ID,
      text('kind', '类型'),
      NAME,
      ...PLACE,
      text('feature', '河流或坡体', 'optional'),
      number('cadenceS', '上报间隔秒'),
      {
        key: 'thresholds',
        title: '阈值',
        need: 'optional',
        cell: {
          as: 'rows',
          fields: [
            { key: 'id', as: 'text' },
            { key: 'label', as: 'text' },
            { key: 'level', as: 'number' },
            { key: 'quantity', as: 'text' },
            { key: 'raiseAt', as: 'number' },
            { key: 'returnBelow', as: 'number' },
            { key: 'minDurationS', as: 'number' },
          ],
        },
      },
    ],
  },
  hazards: {
    master: 'hazard',
    point: 'point',
    kept: {},
    columns: [
      ID,
      text('kind', '类型'),
      NAME,
      ...PLACE,
      number('level', '风险等级'),
      number('peopleAtRisk', '威胁人数'),
      number('householdsAtRisk', '威胁户数'),
      text('responsible', '责任人'),
      list('sensors', '监测设备'),
    ],
  },
  teams: {
    master: 'team',
    point: 'base',
    kept: {},
    columns: [
      ID,
      NAME,
      text('kind', '类型'),
      ...PLACE,
      text('leader', '队长'),
      number('members', '人数'),
      number('vehicles', '车辆'),
      list('skills', '技能'),
      number('departWithinMin', '出动时限分钟'),
      text('radioChannel', '频道', 'optional'),
    ],
  },
  shelters: {
    master: 'shelter',
    point: 'point',
    kept: {},
    columns: [
      ID,
      NAME,
      ...PLACE,
      number('effectiveM2', '有效面积平方米'),
      number('perHeadM2', '人均平方米'),
      text('keeper', '管理员'),
      list('facilities', '设施'),
    ],
  },
  depots: {
    master: 'depot',
    point: 'point',
    kept: { stock: [] },
    columns: [
      ID,
      NAME,
      ...PLACE,
      text('keeper', '保管员'),
      {
        key: 'stock',
        title: '物资',
        need: 'optional',
        cell: {
          as: 'rows',
          fields: [
            { key: 'code', as: 'text' },
            { key: 'name', as: 'text' },
            { key: 'quantity', as: 'number' },
            { key: 'unit', as: 'text' },
            { key: 'expires', as: 'text' },
          ],
        },
      },
    ],
  },
} as const satisfies Record<string, TableKind>;

export type TableKindName = keyof typeof TABLE_KINDS;
export const TABLE_KIND_NAMES = Object.keys(TABLE_KINDS) as TableKindName[];

export function tableKind(name: TableKindName): TableKind {
  return TABLE_KINDS[name];
}
