import type { SensorRow, Threshold } from '@sitong/shared/kernel/master/ground.ts';
import { pow } from '../det-math.ts';
import type { World } from '../world.ts';
import type { HazardSite } from './hazard-sites.ts';
import { moved, onRiver, pointAt, villageAt, villageNamed } from './site.ts';

type Quantity = Threshold['quantity'];
const tenth = (value: number): number => Math.round(value * 10) / 10;

function mark(
  sensor: string,
  key: string,
  label: string,
  level: Threshold['level'],
  quantity: Quantity,
  raiseAt: number,
  returnBelow: number,
  minDurationS: number,
): Threshold {
  return { id: `${sensor}-${key}`, label, level, quantity, raiseAt, returnBelow, minDurationS };
}

/** 暴雨 colours by 气象局令16: 12 h ≥ 50, 6 h ≥ 50, 3 h ≥ 50, 3 h ≥ 100 mm; returned a tenth lower. */
function rainMarks(id: string): Threshold[] {
  return [
    mark(id, 'blue', '暴雨蓝色 12小时50毫米', 4, 'rain_12h_mm', 50, 45, 0),
    mark(id, 'yellow', '暴雨黄色 6小时50毫米', 3, 'rain_6h_mm', 50, 45, 0),
    mark(id, 'orange', '暴雨橙色 3小时50毫米', 2, 'rain_3h_mm', 50, 45, 0),
    mark(id, 'red', '暴雨红色 3小时100毫米', 1, 'rain_3h_mm', 100, 90, 0),
  ];
}

/** Level marks with 0.1 m hysteresis. */
function levelMarks(id: string, marks: readonly [string, string, Threshold['level'], number, number][]): Threshold[] {
  const cm = (value: number): number => Math.round(value * 100) / 100;
  return marks.map(([key, label, level, raiseAt, seconds]) =>
    mark(id, key, label, level, 'level_m', cm(raiseAt), cm(raiseAt - 0.1), seconds),
  );
}

const fastRise = (id: string): Threshold => mark(id, 'rise', '水位快涨', 2, 'level_rise_m_per_h', 0.5, 0.4, 300);

const RAIN_VILLAGES = [
  '贺家桥村',
  '蛾蟒村',
  '善化村',
  '迪家河村',
  '山头村',
  '长宁村',
  '吉安城村',
  '书堡村',
  '白草垣村',
  '石家洼村',
  '水洼村',
  '洛城村',
  '太贤村',
  '塔塚村',
  '耀显村',
  '柏门村',
  '袁家河村',
  '西马店村',
  '罗家洼村',
  '镇基村',
  '段庄村',
  '业善村',
  '三河村',
  '醍醐村',
  '樊家川村',
];

/** River stations: id, name, river, village it stands by. */
const RIVER_STATIONS: readonly [string, string, string, string][] = [
  ['s-lvl-shanhua', '善化水位站', '大峪河', '善化村'],
  ['s-lvl-luochengqiao', '洛城桥水位站', '大峪河', '洛城村'],
  ['s-lvl-xubao', '西马店水位站', '大峪河', '西马店村'],
  ['s-lvl-zhenji', '镇基水位站', '大峪河', '镇基村'],
  ['s-lvl-duanzhuang', '段庄水位站', '大峪河', '段庄村'],
  ['s-lvl-sanhe', '三河水位站', '大峪河', '三河村'],
  ['s-lvl-dijiahe', '迪家河水位站', '长宁河', '迪家河村'],
  ['s-lvl-changning', '长宁水位站', '长宁河', '长宁村'],
  ['s-lvl-xiaohexi', '小河西水位站', '长宁河', '小河西村'],
  ['s-lvl-yuanjiahe', '袁家河水位站', '县西河', '袁家河村'],
  ['s-lvl-liujiahe', '李家河水位站', '县西河', '李家河村'],
  ['s-lvl-kouzhuo', '叩卓水位站', '洛河', '叩卓村'],
  ['s-lvl-yuzihe', '浴子河水位站', '洛河', '浴子河村'],
  ['s-lvl-yeshan', '业善水位站', '洛河', '业善村'],
  ['s-lvl-taixian', '太贤水位站', '小峪河', '太贤村'],
];

/** Beds the story's marks stand on: 善化 872.50 and 873.40, 洛城桥 718.80. */
const STORY_BED_M: Readonly<Record<string, number>> = { 's-lvl-shanhua': 869.8, 's-lvl-luochengqiao': 715.4 };

const GAS_SITES: readonly [string, string, string][] = [
  ['城关街道', '澄化合成氨站', '氨罐区'],
  ['城关街道', '城区燃气门站', '调压间'],
  ['韦庄镇', '韦庄液化气站', '储罐区'],
  ['庄头镇', '庄头加气站', '压缩机房'],
  ['尧头镇', '尧头煤层气站', '集气间'],
  ['寺前镇', '寺前农化库', '库区'],
];

export function makeSensors(world: World, hazards: readonly HazardSite[]): SensorRow[] {
  const out: SensorRow[] = [];
  world.towns.forEach((town, n) => {
    const seat = world.sites.seats[n]!;
    const id = `s-rain-${town.code.slice(0, 9)}`;
    out.push({
      id,
      kind: 'rain',
      name: `${town.name.replace(/镇|街道/, '')}雨量站`,
      division: town.code,
      point: pointAt(seat.x + 120, seat.y - 90),
      cadenceS: 300,
      thresholds: rainMarks(id),
    });
  });
  for (const name of RAIN_VILLAGES) {
    const village = villageNamed(world, name);
    const id = `s-rain-${village.code}`;
    out.push({
      id,
      kind: 'rain',
      name: `${name.replace(/村$/, '')}雨量站`,
      division: village.code,
      point: pointAt(village.x - 70, village.y + 60),
      cadenceS: 300,
      thresholds: rainMarks(id),
    });
  }
  for (const [id, name, river, by] of RIVER_STATIONS) {
    const village = villageNamed(world, by);
    const spot = onRiver(world, river, village, STORY_BED_M[id]);
    out.push({
      id,
      kind: 'river_level',
      name,
      division: village.code,
      point: pointAt(spot.x, spot.y),
      feature: river,
      cadenceS: 300,
      thresholds: riverMarks(world, id, spot.bedM, spot.cell),
    });
  }
  for (const one of world.reservoirs) {
    const id = `s-res-${out.length}`;
    const x = (one.dam[0].x + one.dam[1].x) / 2;
    const y = (one.dam[0].y + one.dam[1].y) / 2;
    out.push({
      id,
      kind: 'reservoir_level',
      name: `${one.name}水位站`,
      division: villageAt(world, x, y).code,
      point: pointAt(x, y),
      feature: one.name,
      cadenceS: 300,
      thresholds: levelMarks(id, [
        ['limit', '汛限水位', 3, one.levelM, 300],
        ['design', '设计洪水位', 2, one.levelM + 1.2, 120],
        ['check', '校核洪水位', 1, one.levelM + 2.1, 60],
      ]),
    });
  }
  for (const site of hazards.filter((one) => one.watched)) {
    const id = `s-slope-${site.id.slice(2)}`;
    out.push({
      id,
      kind: 'displacement',
      name: `${site.name}位移`,
      division: site.village.code,
      point: pointAt(site.x, site.y),
      feature: site.name,
      cadenceS: 600,
      thresholds: [
        mark(id, 'yellow', '位移黄色 每小时2毫米', 3, 'displacement_mm_per_h', 2, 1.8, 300),
        mark(id, 'orange', '位移橙色 每小时5毫米', 2, 'displacement_mm_per_h', 5, 4.5, 300),
        mark(id, 'red', '位移红色 每小时10毫米', 1, 'displacement_mm_per_h', 10, 9, 120),
      ],
    });
  }
  GAS_SITES.forEach(([townName, name, place], n) => {
    const town = world.towns.findIndex((one) => one.name === townName);
    const seat = world.sites.seats[town]!;
    const spot = moved(seat, n === 0 ? 1500 : 700 + 90 * n, n === 0 ? 900 : -520 + 130 * n);
    const id = `s-gas-${n + 1}`;
    out.push({
      id,
      kind: 'gas',
      name: `${name}${place}`,
      division: world.towns[town]!.code,
      point: pointAt(spot.x, spot.y),
      feature: name,
      cadenceS: 60,
      // GB/T 50493-2019: level 1 at most 25 % LEL, level 2 at most 50 % LEL.
      thresholds: [
        mark(id, 'first', '一级报警 25%LEL', 3, 'gas_pct_lel', 25, 22, 5),
        mark(id, 'second', '二级报警 50%LEL', 1, 'gas_pct_lel', 50, 45, 5),
      ],
    });
  });
  return out;
}

/** Story stations have fixed marks and stand on beds made to suit; the others follow their drained area. */
function riverMarks(world: World, id: string, bedM: number, cell: number): Threshold[] {
  if (id === 's-lvl-shanhua') {
    if (bedM < 868.5 || bedM > 871.5)
      throw new Error(`善化 bed is ${bedM.toFixed(2)} m: the story's marks 872.50 and 873.40 do not fit it`);
    return [
      ...levelMarks(id, [
        ['warn', '警戒水位', 3, 871.8, 300],
        ['prepare', '准备转移', 2, 872.5, 120],
        ['leave', '立即转移', 1, 873.4, 60],
      ]),
      fastRise(id),
    ];
  }
  if (id === 's-lvl-luochengqiao') {
    if (bedM < 713.5 || bedM > 717.2)
      throw new Error(`洛城桥 bed is ${bedM.toFixed(2)} m: the story's marks do not fit it`);
    return [
      ...levelMarks(id, [
        ['warn', '警戒水位', 3, 718.8, 300],
        ['guarantee', '保证水位', 2, 719.6, 120],
        ['record', '历史最高', 1, 720.5, 60],
      ]),
      fastRise(id),
    ];
  }
  const depth = 0.9 * pow(world.terrain.areaKm2[cell]!, 0.17);
  return [
    ...levelMarks(id, [
      ['near', '接近警戒', 4, tenth(bedM + depth * 1.5), 300],
      ['warn', '警戒水位', 3, tenth(bedM + depth * 1.8), 300],
      ['guarantee', '保证水位', 2, tenth(bedM + depth * 2.3), 120],
      ['record', '历史最高', 1, tenth(bedM + depth * 2.8), 60],
    ]),
    fastRise(id),
  ];
}
