import type { Point, Ring } from '../kernel/geo.ts';
import { type CountySeed, CountySeedSchema } from '../kernel/master/county.ts';
import { type CountyIndex, indexCounty } from '../kernel/master/county-index.ts';
import type { TeamRow } from '../kernel/master/teams.ts';
import { PERSONS, POSTS, RESPONSIBILITIES } from './county-people.ts';
import * as places from './county-places.ts';
import { SENSORS } from './county-sensors.ts';

export const COUNTY = places.COUNTY;
/** 冯原镇, with 冯原村 and 善化村. */
export const FENGYUAN = places.FENGYUAN;
export const FENGYUAN_VILLAGE = places.FENGYUAN_VILLAGE;
export const SHANHUA = places.SHANHUA;
/** 王庄镇, with 王庄村 and 洛城村. */
export const WANGZHUANG = places.WANGZHUANG;
export const WANGZHUANG_VILLAGE = places.WANGZHUANG_VILLAGE;
export const LUOCHENG = places.LUOCHENG;
const { SEATS } = places;

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
  persons: [...PERSONS],
  posts: [...POSTS],
  responsibilities: [...RESPONSIBILITIES],
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
  sensors: [...SENSORS],
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
