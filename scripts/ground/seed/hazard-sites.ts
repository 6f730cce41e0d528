import type { HazardPointRow } from '@sitong/shared/kernel/master/ground.ts';
import { hypot } from '../det-math.ts';
import { cellX, cellY, type Spot } from '../frame.ts';
import type { Village } from '../villages.ts';
import type { World } from '../world.ts';
import { groundM, moved, villageNamed } from './site.ts';

export interface HazardSite extends Spot {
  id: string;
  kind: HazardPointRow['kind'];
  name: string;
  village: Village;
  /** Carries a displacement sensor. */
  watched: boolean;
  /** Houses within this distance are in its path. */
  reachM: number;
}

const SLOPE_WORDS = ['后沟', '南坡', '窑背', '东崖', '沟畔', '崖底', '北坡', '老窑', '西崖'];

interface Slope {
  village: Village;
  x: number;
  y: number;
  /** Fall across 120 m. */
  fallM: number;
}

/** Steepest fall beside each village, 90 to 380 m from its site. */
function slopes(world: World): Slope[] {
  const out: Slope[] = [];
  for (const village of world.sites.villages) {
    let best: Slope | undefined;
    for (let dx = -380; dx <= 380; dx += 40)
      for (let dy = -380; dy <= 380; dy += 40) {
        const away = hypot(dx, dy);
        if (away < 90 || away > 380) continue;
        const x = village.x + dx;
        const y = village.y + dy;
        const fallX = Math.abs(groundM(world, x + 60, y) - groundM(world, x - 60, y));
        const fallY = Math.abs(groundM(world, x, y + 60) - groundM(world, x, y - 60));
        const fallM = hypot(fallX, fallY) * (1 - away / 1400);
        if (best === undefined || fallM > best.fallM) best = { village, x, y, fallM };
      }
    if (best !== undefined) out.push(best);
  }
  return out.sort((a, b) => b.fallM - a.fallM || a.village.code.localeCompare(b.village.code));
}

/** Villages low beside a stream, lowest above it first. */
function floodMouths(world: World): { village: Village; x: number; y: number; aboveM: number }[] {
  const { grid, z } = world.terrain;
  const out: { village: Village; x: number; y: number; aboveM: number }[] = [];
  for (const village of world.sites.villages) {
    let best: { x: number; y: number; aboveM: number; away: number } | undefined;
    for (const link of world.rivers.links) {
      if (link.areaKm2 < 2) continue;
      for (let i = 0; i < link.cells.length; i += 2) {
        const cell = link.cells[i]!;
        const x = cellX(grid, cell);
        const y = cellY(grid, cell);
        const away = hypot(x - village.x, y - village.y);
        if (away > 620 || (best !== undefined && away >= best.away)) continue;
        best = { x, y, away, aboveM: groundM(world, village.x, village.y) - z[cell]! };
      }
    }
    if (best !== undefined)
      out.push({
        village,
        x: best.x * 0.55 + village.x * 0.45,
        y: best.y * 0.55 + village.y * 0.45,
        aboveM: best.aboveM,
      });
  }
  return out.sort((a, b) => a.aboveM - b.aboveM || a.village.code.localeCompare(b.village.code));
}

/** Hazard points read from the ground. Thresholds are set to fill a demo map: they are no susceptibility study. */
export function findHazardSites(world: World): HazardSite[] {
  const out: HazardSite[] = [];
  const push = (
    kind: HazardSite['kind'],
    name: string,
    village: Village,
    at: Spot,
    reachM: number,
    watched = false,
  ): void => {
    out.push({
      id: `z-${kind}-${String(out.length + 1).padStart(3, '0')}`,
      kind,
      name,
      village,
      x: at.x,
      y: at.y,
      watched,
      reachM,
    });
  };
  const list = slopes(world);
  const story = list.find((one) => one.village.name === '水洼村')!;
  push('landslide', '水洼村后沟滑坡', story.village, story, 330, true);
  const mouths = floodMouths(world);
  const shanhua = villageNamed(world, '善化村');
  const mouth = mouths.find((one) => one.village === shanhua);
  if (mouth === undefined) throw new Error('善化村 does not stand beside a stream');
  push('flash_flood', '善化村沟口山洪', shanhua, mouth, 420);
  let n = 0;
  for (const one of list) {
    if (one === story || n >= 60) continue;
    const word = SLOPE_WORDS[n % SLOPE_WORDS.length]!;
    const kind = one.village.lie === 'valley' || one.village.lie === 'slope' ? 'landslide' : 'collapse';
    push(kind, `${one.village.name}${word}${kind === 'landslide' ? '滑坡' : '崩塌'}`, one.village, one, 190, n < 13);
    n++;
  }
  n = 0;
  for (const one of mouths) {
    if (one === mouth || one.aboveM > 30 || n >= 24) continue;
    const hill =
      world.terrain.hills[
        Math.floor(one.y / world.terrain.grid.cellM) * world.terrain.grid.w +
          Math.floor(one.x / world.terrain.grid.cellM)
      ]! > 0.25;
    push(
      hill && n % 2 === 0 ? 'debris_flow' : 'flash_flood',
      `${one.village.name}${hill && n % 2 === 0 ? '沟道泥石流' : '沟口山洪'}`,
      one.village,
      one,
      240,
    );
    n++;
  }
  for (const dam of world.reservoirs) {
    const at = { x: (dam.dam[0].x + dam.dam[1].x) / 2, y: (dam.dam[0].y + dam.dam[1].y) / 2 };
    const below = world.sites.villages
      .filter((one) => groundM(world, one.x, one.y) < dam.levelM + 20 && groundM(world, one.x, one.y) > dam.bedM - 90)
      .sort((a, b) => hypot(a.x - at.x, a.y - at.y) - hypot(b.x - at.x, b.y - at.y))[0];
    if (below !== undefined) push('below_dam', `${dam.name}下游`, below, at, 260);
  }
  const plant: [HazardSite['kind'], string, string, number, number][] = [
    ['chemical', '澄化合成氨站', '城关街道', 1500, 900],
    ['chemical', '韦庄液化气站', '韦庄镇', 880, -260],
    ['chemical', '寺前农化库', '寺前镇', 1150, 130],
    ['tailings', '尧头煤矸石场', '尧头镇', -1400, 700],
  ];
  for (const [kind, name, town, dx, dy] of plant) {
    const t = world.towns.findIndex((one) => one.name === town);
    const seat = world.sites.seats[t]!;
    const near = world.sites.villages
      .filter((one) => one.town === t)
      .sort((a, b) => hypot(a.x - seat.x - dx, a.y - seat.y - dy) - hypot(b.x - seat.x - dx, b.y - seat.y - dy))[0]!;
    push(kind, name, near, moved(seat, dx, dy), 420);
  }
  for (const name of ['山头村', '迪家河村', '白草垣村', '葛家洼村', '西城村']) {
    const village = villageNamed(world, name);
    push('forest', `${name}林区`, village, moved(village, 420, -520), 150);
  }
  return out;
}
