import type { DepotRow, ShelterRow } from '@sitong/shared/kernel/master/ground.ts';
import type { Spot } from '../frame.ts';
import { randomFrom } from '../random.ts';
import type { World } from '../world.ts';
import type { People } from './people.ts';
import { moved, pointAt, villageNamed } from './site.ts';

/** A shelter with its place in metres, so that households can look for the nearest. */
export interface ShelterSite extends ShelterRow {
  at: Spot;
}

const PER_HEAD_M2 = 0.5;

/** Village schools that open as shelters besides those at each seat. */
const VILLAGE_SCHOOLS = [
  '善化村',
  '洛城村',
  '贺家桥村',
  '迪家河村',
  '长宁村',
  '石家洼村',
  '太贤村',
  '耀显村',
  '西马店村',
  '罗家洼村',
  '柏门村',
  '袁家河村',
  '段庄村',
  '醍醐村',
  '三河村',
  '业善村',
];

export function makeShelters(world: World, people: People): ShelterSite[] {
  const random = randomFrom(9101);
  const out: ShelterSite[] = [];
  const add = (
    key: string,
    name: string,
    division: string,
    at: Spot,
    effectiveM2: number,
    facilities: ShelterRow['facilities'],
  ): void => {
    const keeper = people.add(`p-keep-${key}`, division, name, '避难场所管理员');
    people.responsibilities.push({ id: `r-keep-${key}`, division, duty: 'keeper', person: keeper });
    out.push({
      id: `sh-${key}`,
      name,
      division,
      point: pointAt(at.x, at.y),
      effectiveM2,
      perHeadM2: PER_HEAD_M2,
      keeper,
      facilities,
      at,
    });
  };
  world.towns.forEach((town, n) => {
    const seat = world.sites.seats[n]!;
    const short = town.name.replace(/镇|街道/, '');
    const nine = town.code.slice(0, 9);
    const school = short === '王庄' ? 210 : 200 + random.int(4, 40) * 20;
    add(`${nine}-middle`, `${short}中学`, town.code, moved(seat, -210, 150), school, [
      'water',
      'power',
      'medical',
      'kitchen',
      'heating',
    ]);
    add(`${nine}-primary`, `${short}中心小学`, town.code, moved(seat, 190, 210), 120 + random.int(3, 20) * 20, [
      'water',
      'power',
      'kitchen',
    ]);
    add(`${nine}-square`, `${short}文化广场`, town.code, moved(seat, 60, -240), 400 + random.int(2, 30) * 40, [
      'water',
      'power',
    ]);
  });
  add('county-gym', '县体育馆', world.towns[0]!.code, moved(world.sites.seats[0]!, 720, -430), 2600, [
    'water',
    'power',
    'medical',
    'kitchen',
    'heating',
  ]);
  add('county-square', '古徵公园应急避难场所', world.towns[0]!.code, moved(world.sites.seats[0]!, -640, 520), 5200, [
    'water',
    'power',
    'medical',
  ]);
  for (const name of VILLAGE_SCHOOLS) {
    const village = villageNamed(world, name);
    const effective = name === '善化村' ? 90 : 60 + random.int(2, 9) * 10;
    add(
      village.code,
      `${name.replace(/村$/, '')}小学`,
      village.code,
      moved(village, name === '善化村' ? -260 : -110, name === '善化村' ? -40 : 90),
      effective,
      ['water', 'power'],
    );
  }
  return out;
}

/** Classes follow the main groups of GB/T 38565-2020 (1 living, 2 equipment, 3 engineering); finer digits are local. */
const STOCK: readonly [string, string, string, number, string?][] = [
  ['1010100', '棉被', '床', 600],
  ['1010200', '折叠床', '张', 300],
  ['1010300', '救灾帐篷 12平方米', '顶', 120],
  ['1020100', '瓶装水', '箱', 800, '2027-06-30'],
  ['1020200', '方便食品', '箱', 500, '2026-12-31'],
  ['1030100', '棉大衣', '件', 400],
  ['2010100', '救生衣', '件', 300],
  ['2010200', '冲锋舟', '艘', 4],
  ['2010300', '救生抛投器', '套', 12],
  ['2020100', '移动照明灯组', '套', 10],
  ['2020200', '发电机 5千瓦', '台', 16],
  ['2030100', '对讲机', '部', 60],
  ['2030200', '卫星电话', '部', 4],
  ['2040100', '风力灭火机', '台', 30],
  ['2050100', '急救箱', '个', 60, '2028-03-31'],
  ['3010100', '编织袋', '条', 20000],
  ['3010200', '铁锹', '把', 500],
  ['3010300', '钢丝绳', '米', 1200],
  ['3020100', '排水泵 300立方米/时', '台', 8],
  ['3020200', '挖掘机（协议）', '台', 3],
];

const DEPOTS: readonly [string, string, string, number, number, number][] = [
  ['d-county', '县应急物资储备库', '城关街道', 1, 980, 420],
  ['d-fengyuan', '冯原镇物资站', '冯原镇', 0.25, 260, -190],
  ['d-wangzhuang', '王庄镇物资站', '王庄镇', 0.25, -280, -160],
  ['d-yaotou', '尧头镇物资站', '尧头镇', 0.2, 240, 260],
  ['d-weizhuang', '韦庄镇物资站', '韦庄镇', 0.22, -230, 240],
  ['d-siqian', '寺前防汛物资库', '寺前镇', 0.4, 300, -230],
];

export function makeDepots(world: World, people: People): DepotRow[] {
  return DEPOTS.map(([id, name, townName, share, dx, dy]) => {
    const n = world.towns.findIndex((one) => one.name === townName);
    const town = world.towns[n]!;
    const keeper = people.add(`p-keep-${id}`, town.code, name, '保管员');
    people.responsibilities.push({ id: `r-keep-${id}`, division: town.code, duty: 'keeper', person: keeper });
    const at = moved(world.sites.seats[n]!, dx, dy);
    const stock = STOCK.map(([code, item, unit, quantity, expires]) => ({
      code,
      name: item,
      unit,
      quantity: Math.max(1, Math.round(quantity * share)),
      ...(expires === undefined ? {} : { expires }),
    }));
    return { id, name, division: town.code, point: pointAt(at.x, at.y), keeper, stock };
  });
}
