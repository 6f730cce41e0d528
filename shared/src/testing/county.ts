import type { Point, Ring } from '../kernel/geo.ts';
import { type CountySeed, CountySeedSchema } from '../kernel/master/county.ts';
import { type CountyIndex, indexCounty } from '../kernel/master/county-index.ts';
import type { SensorRow } from '../kernel/master/ground.ts';
import type { PersonRow } from '../kernel/master/people.ts';
import type { TeamRow } from '../kernel/master/teams.ts';

/** A county small enough to keep in one's head: two towns, four villages, everything else once or twice. */
export const COUNTY = '610525000000';
/** 冯原镇, with 冯原村 and 善化村. */
export const FENGYUAN = '610525101000';
export const FENGYUAN_VILLAGE = '610525101200';
export const SHANHUA = '610525101233';
/** 王庄镇, with 王庄村 and 洛城村. */
export const WANGZHUANG = '610525102000';
export const WANGZHUANG_VILLAGE = '610525102200';
export const LUOCHENG = '610525102202';

const SEATS = {
  [COUNTY]: { lon: 109.93, lat: 35.19 },
  [FENGYUAN]: { lon: 109.85, lat: 35.36 },
  [FENGYUAN_VILLAGE]: { lon: 109.851, lat: 35.361 },
  [SHANHUA]: { lon: 109.88, lat: 35.33 },
  [WANGZHUANG]: { lon: 109.82, lat: 35.26 },
  [WANGZHUANG_VILLAGE]: { lon: 109.821, lat: 35.261 },
  [LUOCHENG]: { lon: 109.84, lat: 35.24 },
} as const satisfies Record<string, Point>;

/** A square of about 1 km round the seat. */
function square(seat: Point): Ring {
  const d = 0.005;
  const corner = (lon: number, lat: number): [number, number] => [seat.lon + lon * d, seat.lat + lat * d];
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)];
}

function division(code: keyof typeof SEATS, name: string, population: number): CountySeed['divisions'][number] {
  const seat = SEATS[code];
  return { code, name, seat, population, households: Math.round(population / 4), rings: [square(seat)] };
}

let phone = 13800000000;
function person(id: string, name: string, code: string, unit: string, title: string): PersonRow {
  phone += 1;
  return { id, name, phone: String(phone), division: code, unit, title };
}

function team(id: string, name: string, over: Partial<TeamRow> = {}): TeamRow {
  return {
    id,
    name,
    kind: 'county',
    division: COUNTY,
    base: SEATS[COUNTY],
    leader: `leader-${id}`,
    members: 12,
    vehicles: 2,
    skills: ['evacuation', 'search'],
    departWithinMin: 10,
    radioChannel: '3',
    ...over,
  };
}

const RAIN: SensorRow = {
  id: 'rain-shanhua',
  kind: 'rain',
  name: '善化雨量站',
  division: SHANHUA,
  point: SEATS[SHANHUA],
  cadenceS: 300,
  thresholds: [
    {
      id: 'rain-1h-yellow',
      label: '1小时雨量',
      level: 3,
      quantity: 'rain_1h_mm',
      raiseAt: 30,
      returnBelow: 25,
      minDurationS: 0,
    },
    {
      id: 'rain-3h-orange',
      label: '3小时雨量',
      level: 2,
      quantity: 'rain_3h_mm',
      raiseAt: 50,
      returnBelow: 40,
      minDurationS: 0,
    },
    {
      id: 'rain-3h-red',
      label: '3小时雨量',
      level: 1,
      quantity: 'rain_3h_mm',
      raiseAt: 100,
      returnBelow: 90,
      minDurationS: 0,
    },
  ],
};

const RIVER: SensorRow = {
  id: 'level-dayu',
  kind: 'river_level',
  name: '大峪河善化水位站',
  division: SHANHUA,
  point: SEATS[SHANHUA],
  feature: '大峪河',
  cadenceS: 300,
  thresholds: [
    {
      id: 'level-guard',
      label: '警戒水位',
      level: 3,
      quantity: 'level_m',
      raiseAt: 512,
      returnBelow: 511.8,
      minDurationS: 300,
    },
    {
      id: 'level-safe',
      label: '保证水位',
      level: 1,
      quantity: 'level_m',
      raiseAt: 513,
      returnBelow: 512.8,
      minDurationS: 0,
    },
    {
      id: 'level-rise',
      label: '水位涨幅',
      level: 2,
      quantity: 'level_rise_m_per_h',
      raiseAt: 1,
      returnBelow: 0.5,
      minDurationS: 0,
    },
  ],
};

const SLOPE: SensorRow = {
  id: 'slope-luocheng',
  kind: 'displacement',
  name: '洛城滑坡位移计',
  division: LUOCHENG,
  point: SEATS[LUOCHENG],
  cadenceS: 600,
  thresholds: [
    {
      id: 'slope-orange',
      label: '位移速率',
      level: 2,
      quantity: 'displacement_mm_per_h',
      raiseAt: 5,
      returnBelow: 2,
      minDurationS: 0,
    },
  ],
};

const GAS: SensorRow = {
  id: 'gas-plant',
  kind: 'gas',
  name: '王庄化工厂可燃气体',
  division: WANGZHUANG_VILLAGE,
  point: SEATS[WANGZHUANG_VILLAGE],
  cadenceS: 60,
  thresholds: [
    {
      id: 'gas-low',
      label: '一级报警',
      level: 3,
      quantity: 'gas_pct_lel',
      raiseAt: 25,
      returnBelow: 20,
      minDurationS: 10,
    },
    {
      id: 'gas-high',
      label: '二级报警',
      level: 1,
      quantity: 'gas_pct_lel',
      raiseAt: 50,
      returnBelow: 45,
      minDurationS: 0,
    },
  ],
};

/** Parsed by the same schema as a real county's file, so that the tiny one can never be invalid. */
export const COUNTY_SEED: CountySeed = CountySeedSchema.parse({
  county: COUNTY,
  title: '澄城县应急管理局',
  divisions: [
    division(COUNTY, '澄城县', 380_000),
    division(FENGYUAN, '冯原镇', 30_000),
    division(FENGYUAN_VILLAGE, '冯原村', 2_000),
    division(SHANHUA, '善化村', 1_600),
    division(WANGZHUANG, '王庄镇', 28_000),
    division(WANGZHUANG_VILLAGE, '王庄村', 2_100),
    division(LUOCHENG, '洛城村', 1_200),
  ],
  persons: [
    person('p-duty', '张值', COUNTY, '应急管理局', '值班员'),
    person('p-duty2', '钱值', COUNTY, '应急管理局', '值班员'),
    person('p-leader', '李带', COUNTY, '应急管理局', '带班领导'),
    person('p-bureau', '周局', COUNTY, '应急管理局', '局长'),
    person('p-vice', '吴副', COUNTY, '县政府', '副县长'),
    person('p-commander', '王县', COUNTY, '县政府', '县长'),
    person('p-town-f', '赵镇', FENGYUAN, '冯原镇政府', '乡镇值班员'),
    person('p-mayor-f', '郑镇', FENGYUAN, '冯原镇政府', '镇长'),
    person('p-town-w', '孙镇', WANGZHUANG, '王庄镇政府', '乡镇值班员'),
    person('p-mayor-w', '冯镇', WANGZHUANG, '王庄镇政府', '镇长'),
    person('p-village-s', '陈格', SHANHUA, '善化村委会', '网格员'),
    person('p-secretary-s', '褚书', SHANHUA, '善化村委会', '村支书'),
    person('p-village-l', '卫格', LUOCHENG, '洛城村委会', '网格员'),
    person('p-keeper', '蒋保', FENGYUAN, '冯原镇政府', '保管员'),
    person('leader-team-1', '沈队', COUNTY, '县消防救援大队', '队长'),
    person('leader-team-2', '韩队', FENGYUAN, '冯原镇应急队', '队长'),
    person('leader-team-3', '杨队', COUNTY, '县蓝天救援队', '队长'),
  ],
  posts: [
    {
      id: 'post-bureau',
      name: '指挥部办公室主任',
      division: COUNTY,
      holder: 'p-bureau',
      deputies: ['p-leader'],
      signsWarning: 3,
      signsResponse: 4,
      signsReport: true,
    },
    {
      id: 'post-vice',
      name: '副指挥长',
      division: COUNTY,
      holder: 'p-vice',
      deputies: ['p-bureau'],
      signsWarning: 2,
      signsResponse: 3,
      signsReport: true,
    },
    {
      id: 'post-commander',
      name: '指挥长',
      division: COUNTY,
      holder: 'p-commander',
      deputies: ['p-vice'],
      signsWarning: 1,
      signsResponse: 1,
      signsReport: true,
    },
    { id: 'post-duty', name: '值班员', division: COUNTY, holder: 'p-duty', deputies: ['p-duty2'], signsReport: false },
    {
      id: 'post-town-f',
      name: '冯原镇值班室',
      division: FENGYUAN,
      holder: 'p-town-f',
      deputies: ['p-mayor-f'],
      signsReport: false,
    },
    {
      id: 'post-mayor-f',
      name: '冯原镇镇长',
      division: FENGYUAN,
      holder: 'p-mayor-f',
      deputies: [],
      signsReport: true,
    },
    {
      id: 'post-town-w',
      name: '王庄镇值班室',
      division: WANGZHUANG,
      holder: 'p-town-w',
      deputies: ['p-mayor-w'],
      signsReport: false,
    },
  ],
  responsibilities: [
    { id: 'resp-county', division: COUNTY, duty: 'county_lead', person: 'p-vice', superior: 'p-commander' },
    {
      id: 'resp-f-mayor',
      division: FENGYUAN,
      duty: 'town_mayor',
      person: 'p-mayor-f',
      deputy: 'p-town-f',
      superior: 'p-vice',
    },
    {
      id: 'resp-f-duty',
      division: FENGYUAN,
      duty: 'town_duty',
      person: 'p-town-f',
      deputy: 'p-mayor-f',
      superior: 'p-vice',
    },
    {
      id: 'resp-w-mayor',
      division: WANGZHUANG,
      duty: 'town_mayor',
      person: 'p-mayor-w',
      deputy: 'p-town-w',
      superior: 'p-vice',
    },
    {
      id: 'resp-s-secretary',
      division: SHANHUA,
      duty: 'village_secretary',
      person: 'p-secretary-s',
      deputy: 'p-village-s',
      superior: 'p-mayor-f',
    },
    {
      id: 'resp-s-grid',
      division: SHANHUA,
      duty: 'grid_worker',
      person: 'p-village-s',
      deputy: 'p-secretary-s',
      superior: 'p-mayor-f',
    },
    { id: 'resp-l-grid', division: LUOCHENG, duty: 'grid_worker', person: 'p-village-l', superior: 'p-mayor-w' },
  ],
  contacts: [{ id: 'contact-city', name: '渭南市应急局值班室', phone: '0913-2100000', division: COUNTY }],
  households: [
    {
      id: 'hh-1',
      division: SHANHUA,
      group: '沟口组',
      head: '何一',
      members: 4,
      vulnerable: 1,
      point: SEATS[SHANHUA],
      responsible: 'p-village-s',
      shelter: 'shelter-f',
      hazard: 'hazard-dayu',
    },
    {
      id: 'hh-2',
      division: SHANHUA,
      group: '沟口组',
      head: '吕二',
      members: 2,
      vulnerable: 2,
      point: SEATS[SHANHUA],
      responsible: 'p-village-s',
      shelter: 'shelter-f',
    },
  ],
  sensors: [RAIN, RIVER, SLOPE, GAS],
  hazards: [
    {
      id: 'hazard-dayu',
      kind: 'flash_flood',
      name: '大峪河沟口',
      division: SHANHUA,
      point: SEATS[SHANHUA],
      level: 2,
      peopleAtRisk: 86,
      householdsAtRisk: 21,
      responsible: 'p-village-s',
      sensors: ['level-dayu', 'rain-shanhua'],
    },
    {
      id: 'hazard-slope',
      kind: 'landslide',
      name: '洛城村后坡',
      division: LUOCHENG,
      point: SEATS[LUOCHENG],
      level: 3,
      peopleAtRisk: 30,
      householdsAtRisk: 8,
      responsible: 'p-village-l',
      sensors: ['slope-luocheng'],
    },
  ],
  shelters: [
    {
      id: 'shelter-f',
      name: '冯原中学',
      division: FENGYUAN_VILLAGE,
      point: SEATS[FENGYUAN],
      effectiveM2: 1200,
      perHeadM2: 0.5,
      keeper: 'p-keeper',
      facilities: ['water', 'power'],
    },
    {
      id: 'shelter-w',
      name: '王庄小学',
      division: WANGZHUANG_VILLAGE,
      point: SEATS[WANGZHUANG],
      effectiveM2: 600,
      perHeadM2: 0.5,
      keeper: 'p-town-w',
      facilities: ['water'],
    },
  ],
  depots: [
    {
      id: 'depot-county',
      name: '县物资库',
      division: COUNTY,
      point: SEATS[COUNTY],
      keeper: 'p-keeper',
      stock: [{ code: '3020101', name: '帐篷', quantity: 200, unit: '顶' }],
    },
  ],
  teams: [
    team('team-1', '县消防一队', { kind: 'fire', skills: ['water_rescue', 'evacuation', 'rope'] }),
    team('team-2', '冯原镇应急队', {
      kind: 'town',
      division: FENGYUAN,
      base: SEATS[FENGYUAN],
      skills: ['evacuation', 'transport'],
    }),
    team('team-3', '县蓝天救援队', { kind: 'volunteer', departWithinMin: 30, skills: ['search', 'drone'] }),
  ],
  plans: [
    {
      id: 'plan-flood',
      name: '澄城县防汛应急预案',
      version: '2025',
      hazards: ['flood', 'flash_flood', 'rainstorm'],
      nodes: [
        {
          id: 'duty',
          fromLevel: 4,
          group: '综合协调组',
          action: '加强值守并通知成员单位',
          ownerPost: 'post-duty',
          deadlineMin: 15,
          proof: 'none',
          dependsOn: [],
        },
        {
          id: 'patrol',
          fromLevel: 4,
          group: '监测预警组',
          action: '巡查重点部位',
          ownerPost: 'post-town-f',
          deadlineMin: 30,
          proof: 'photo',
          dependsOn: [],
        },
        {
          id: 'teams',
          fromLevel: 3,
          group: '抢险救援组',
          action: '前置抢险力量',
          ownerPost: 'post-bureau',
          deadlineMin: 30,
          proof: 'text',
          dependsOn: ['duty'],
        },
        {
          id: 'move',
          fromLevel: 2,
          group: '转移安置组',
          action: '转移危险区群众',
          ownerPost: 'post-mayor-f',
          deadlineMin: 60,
          proof: 'figure',
          dependsOn: ['patrol'],
        },
        {
          id: 'site',
          fromLevel: 1,
          group: '综合协调组',
          action: '开设现场指挥部',
          ownerPost: 'post-commander',
          deadlineMin: 60,
          proof: 'text',
          dependsOn: ['teams'],
        },
      ],
    },
    { id: 'plan-chem', name: '澄城县危化品事故预案', version: '2024', hazards: ['chemical'], nodes: [] },
  ],
  roads: {
    nodeLon: [109.93, 109.85, 109.88, 109.82, 109.84],
    nodeLat: [35.19, 35.36, 35.33, 35.26, 35.24],
    edgeFrom: [0, 1, 0, 3],
    edgeTo: [1, 2, 3, 4],
    edgeM: [21_000, 4_500, 14_000, 3_000],
    edgeClass: ['county', 'village', 'county', 'village'],
    edgeName: ['澄冯路', '冯善路', '澄王路', '王洛路'],
    edgeShape: [[], [], [], []],
  },
});

const { households: _households, roads: _roads, ...countyData } = COUNTY_SEED;
export const TINY_COUNTY: CountyIndex = indexCounty(countyData);

/** Seat of a division of the tiny county. */
export function seatOf(code: keyof typeof SEATS): Point {
  return SEATS[code];
}
