import type { HouseholdRow } from '@sitong/shared/kernel/master/people.ts';
import { hypot } from '../det-math.ts';
import { cellX, cellY, type Spot } from '../frame.ts';
import { type Random, randomFrom } from '../random.ts';
import type { Village } from '../villages.ts';
import type { World } from '../world.ts';
import type { HazardSite } from './hazard-sites.ts';
import { nameMaker } from './people-names.ts';
import type { ShelterSite } from './places.ts';
import { pointAt } from './site.ts';

/** Households on the roll of rural villages and urban communities. */
const RURAL_MEAN = 236;
const URBAN_ROLL = 110;
/** People at risk that the story names for 善化村. */
const SHANHUA_AT_RISK = 386;

const SECTORS = ['东头组', '南头组', '西头组', '北头组'];
const NUMBERED = ['一组', '二组', '三组', '四组', '五组', '六组'];

export interface HouseholdSite extends Spot {
  row: HouseholdRow;
}

/** Built cells round a village, nearest first. */
function ground(world: World, built: Float32Array, village: Village): number[] {
  const { grid } = world.terrain;
  const r = Math.ceil(620 / grid.cellM);
  const col = Math.floor(village.x / grid.cellM);
  const row = Math.floor(village.y / grid.cellM);
  const label = world.sites.villages.indexOf(village);
  const cells: number[] = [];
  for (let dy = -r; dy <= r; dy++)
    for (let dx = -r; dx <= r; dx++) {
      const cell = (row + dy) * grid.w + col + dx;
      if (built[cell]! > 0.28 && world.villageOf[cell] === label) cells.push(cell);
    }
  if (cells.length === 0) cells.push(row * grid.w + col);
  return cells;
}

function groupOf(village: Village, at: Spot, groups: number): string {
  const dx = at.x - village.x;
  const dy = at.y - village.y;
  if (village.name === '善化村') return dx > 60 ? '沟口组' : dy < -60 ? '上街组' : dy > 60 ? '下街组' : '桥头组';
  if (groups <= 4) return SECTORS[Math.abs(dx) > Math.abs(dy) ? (dx > 0 ? 0 : 2) : dy > 0 ? 1 : 3]!;
  const slice = Math.floor(((dx + dy * 0.7 + 900) / 1800) * groups);
  return NUMBERED[Math.max(0, Math.min(groups - 1, slice))]!;
}

/** 1 to 8 members, mean about 4.3. */
function members(random: Random): number {
  const roll = random.next();
  const steps = [0.05, 0.16, 0.36, 0.58, 0.77, 0.91, 0.97];
  const n = steps.findIndex((limit) => roll < limit);
  return n < 0 ? 8 : n + 1;
}

export function makeHouseholds(
  world: World,
  built: Float32Array,
  hazards: readonly HazardSite[],
  shelters: readonly ShelterSite[],
): HouseholdSite[] {
  const { grid } = world.terrain;
  const out: HouseholdSite[] = [];
  world.sites.villages.forEach((village, n) => {
    const random = randomFrom(20_000 + n);
    const names = nameMaker(random, []);
    const count = village.urban
      ? URBAN_ROLL + random.int(-25, 25)
      : Math.round(RURAL_MEAN * (0.62 + 0.76 * random.next()));
    const cells = ground(world, built, village);
    const groups = village.urban ? 3 : random.int(3, 6);
    const shelter = nearestShelter(world, village, shelters);
    const sites: HouseholdSite[] = [];
    for (let i = 0; i < count; i++) {
      const cell =
        cells[Math.floor((i * cells.length) / count + random.next() * (cells.length / count)) % cells.length]!;
      const x = cellX(grid, cell) + (random.next() - 0.5) * grid.cellM;
      const y = cellY(grid, cell) + (random.next() - 0.5) * grid.cellM;
      const size = members(random);
      const weak = Math.min(size, random.next() < 0.42 ? 0 : random.next() < 0.7 ? 1 : random.next() < 0.8 ? 2 : 3);
      const duty = i % 3 === 0 ? 'secretary' : i % 3 === 1 ? 'grid' : 'vice';
      const responsible = duty === 'grid' && village.name === '善化村' ? 'p-village' : `p-${village.code}-${duty}`;
      sites.push({
        x,
        y,
        row: {
          id: `h-${village.code}-${String(i + 1).padStart(3, '0')}`,
          division: village.code,
          group: groupOf(village, { x, y }, groups),
          head: names.any(),
          members: size,
          vulnerable: weak,
          point: pointAt(x, y),
          responsible,
          ...(shelter === undefined ? {} : { shelter: shelter.id }),
        },
      });
    }
    threaten(
      village,
      sites,
      hazards.filter((one) => one.village === village),
    );
    out.push(...sites);
  });
  return out;
}

function nearestShelter(world: World, village: Village, shelters: readonly ShelterSite[]): ShelterSite | undefined {
  const town = world.towns[village.town]!.code.slice(0, 9);
  let best: ShelterSite | undefined;
  for (const one of shelters) {
    if (!one.division.startsWith(town) || one.name.includes('广场')) continue;
    if (
      best === undefined ||
      hypot(one.at.x - village.x, one.at.y - village.y) < hypot(best.at.x - village.x, best.at.y - village.y)
    )
      best = one;
  }
  return best;
}

/** Ties houses to the hazard point whose path they stand in. */
function threaten(village: Village, sites: readonly HouseholdSite[], hazards: readonly HazardSite[]): void {
  for (const hazard of hazards) {
    const byDistance = [...sites].sort(
      (a, b) => hypot(a.x - hazard.x, a.y - hazard.y) - hypot(b.x - hazard.x, b.y - hazard.y),
    );
    if (village.name === '善化村' && hazard.kind === 'flash_flood') {
      let people = 0;
      for (const one of byDistance) {
        if (people + one.row.members > SHANHUA_AT_RISK) continue;
        people += one.row.members;
        one.row.hazard = hazard.id;
        if (people === SHANHUA_AT_RISK) break;
      }
      continue;
    }
    const reached = byDistance.filter(
      (one) => one.row.hazard === undefined && hypot(one.x - hazard.x, one.y - hazard.y) < hazard.reachM,
    );
    if (reached.length < 4 && hazard.kind !== 'forest' && hazard.kind !== 'tailings') {
      // Scattered farms nearest the point, when it lies off the hamlet.
      for (const one of byDistance
        .filter((home) => home.row.hazard === undefined)
        .slice(0, 4 + (hazard.id.charCodeAt(hazard.id.length - 1) % 6)))
        one.row.hazard = hazard.id;
      continue;
    }
    const most = hazard.kind === 'collapse' || hazard.kind === 'landslide' ? 26 : 60;
    for (const one of reached.slice(0, most)) one.row.hazard = hazard.id;
  }
}
