import type { Level } from '@sitong/shared/kernel/level.ts';
import { type CountySeed, CountySeedSchema, type RoadGraph } from '@sitong/shared/kernel/master/county.ts';
import type { HazardPointRow, SensorRow } from '@sitong/shared/kernel/master/ground.ts';
import type { DivisionRow } from '@sitong/shared/kernel/master/people.ts';
import { ringsOf } from '../arcs.ts';
import { type Spot, toLonLat } from '../frame.ts';
import { lengthM, signedAreaM2, simplify } from '../lines.ts';
import { randomFrom } from '../random.ts';
import type { Roads } from '../roads.ts';
import type { World } from '../world.ts';
import { findHazardSites, type HazardSite } from './hazard-sites.ts';
import { type HouseholdSite, makeHouseholds } from './households.ts';
import { makePeople } from './people.ts';
import { makeDepots, makeShelters } from './places.ts';
import { makePlans } from './plans.ts';
import { makeSensors } from './sensors.ts';
import { pointAt } from './site.ts';
import { makeTeams } from './teams.ts';

/** 户籍 population of the county the demo aims at. */
const POPULATION = 390_000;

/** Outer rings only, thinned; the tiles carry the full line. */
function rings(world: World, inGroup: (label: number) => boolean, toleranceM: number): [number, number][][] {
  return ringsOf(world.arcs, inGroup)
    .filter((ring) => signedAreaM2(ring) < 0)
    .map((ring) => simplify(ring, toleranceM).map((p) => toLonLat(p.x, p.y)));
}

function makeDivisions(world: World, homes: readonly HouseholdSite[]): DivisionRow[] {
  const members = new Map<string, number>();
  const count = new Map<string, number>();
  for (const { row } of homes) {
    members.set(row.division, (members.get(row.division) ?? 0) + row.members);
    count.set(row.division, (count.get(row.division) ?? 0) + 1);
  }
  const rural = world.sites.villages.filter((one) => !one.urban).reduce((sum, one) => sum + members.get(one.code)!, 0);
  const urban = world.sites.villages.filter((one) => one.urban);
  const random = randomFrom(9301);
  const weight = urban.map((one) => (one.town === 0 ? 1.2 : 0.6) * (0.7 + 0.6 * random.next()));
  const weightSum = weight.reduce((a, b) => a + b, 0);
  const people = new Map<string, number>();
  for (const one of world.sites.villages) if (!one.urban) people.set(one.code, members.get(one.code)!);
  let left = POPULATION - rural;
  urban.forEach((one, n) => {
    const share = n === urban.length - 1 ? left : Math.round(((POPULATION - rural) * weight[n]!) / weightSum);
    people.set(one.code, share);
    left -= share;
  });
  // An urban community's roll lists only households under care; its household number is all who live there.
  const households = new Map<string, number>();
  for (const one of world.sites.villages)
    households.set(one.code, one.urban ? Math.round(people.get(one.code)! / 2.8) : count.get(one.code)!);
  const { villages } = world.sites;
  const rows: DivisionRow[] = [];
  const sum = (of: Map<string, number>, prefix: string): number =>
    villages.reduce((total, one) => total + (one.code.startsWith(prefix) ? of.get(one.code)! : 0), 0);
  rows.push({
    code: world.county.code,
    name: world.county.name,
    seat: pointAt(world.sites.seats[0]!.x, world.sites.seats[0]!.y),
    population: sum(people, '610525'),
    households: sum(households, '610525'),
    rings: rings(world, (label) => label >= 0, 30),
  });
  world.towns.forEach((town, n) => {
    const seat = world.sites.seats[n]!;
    const prefix = town.code.slice(0, 9);
    rows.push({
      code: town.code,
      name: town.name,
      seat: pointAt(seat.x, seat.y),
      population: sum(people, prefix),
      households: sum(households, prefix),
      rings: rings(world, (label) => label >= 0 && villages[label]!.town === n, 25),
    });
  });
  villages.forEach((one, n) => {
    rows.push({
      code: one.code,
      name: one.name,
      seat: pointAt(one.x, one.y),
      population: people.get(one.code)!,
      households: households.get(one.code)!,
      rings: rings(world, (label) => label === n, 15),
    });
  });
  return rows;
}

/** 地质灾害 danger by people to move: ≥1000, 500–999, 100–499, <100 (domain §2). */
function dangerLevel(people: number): Level {
  return people >= 1000 ? 1 : people >= 500 ? 2 : people >= 100 ? 3 : 4;
}

function makeHazards(
  sites: readonly HazardSite[],
  homes: readonly HouseholdSite[],
  sensors: readonly SensorRow[],
): HazardPointRow[] {
  return sites.map((site) => {
    const struck = homes.filter((one) => one.row.hazard === site.id);
    const people = struck.reduce((sum, one) => sum + one.row.members, 0);
    const watching = sensors.filter(
      (one) =>
        one.id === `s-slope-${site.id.slice(2)}` ||
        (site.kind === 'flash_flood' &&
          one.division === site.village.code &&
          (one.kind === 'river_level' || one.kind === 'rain')) ||
        (one.kind === 'gas' && site.name.startsWith(one.feature ?? '?')) ||
        (site.kind === 'below_dam' && one.kind === 'reservoir_level' && site.name.startsWith(one.feature ?? '?')),
    );
    const story = site.name === '善化村沟口山洪';
    return {
      id: site.id,
      kind: site.kind,
      name: site.name,
      division: site.village.code,
      point: pointAt(site.x, site.y),
      level: story ? 2 : site.kind === 'chemical' ? 2 : dangerLevel(people),
      peopleAtRisk: people,
      householdsAtRisk: struck.length,
      responsible: site.village.name === '善化村' ? 'p-village' : `p-${site.village.code}-grid`,
      sensors: watching.map((one) => one.id),
    };
  });
}

function makeRoadGraph(roads: Roads): RoadGraph {
  const { nodes, edges } = roads.net;
  const at = nodes.map((node) => toLonLat(node.x, node.y));
  const shape = (points: readonly Spot[]): number[] =>
    simplify(points, 6)
      .slice(1, -1)
      .flatMap((p) => toLonLat(p.x, p.y));
  return {
    nodeLon: at.map(([lon]) => lon),
    nodeLat: at.map(([, lat]) => lat),
    edgeFrom: edges.map((one) => one.from),
    edgeTo: edges.map((one) => one.to),
    edgeM: edges.map((one) => Math.max(1, Math.round(lengthM(one.points)))),
    edgeClass: edges.map((one) => one.cls),
    edgeName: edges.map((one) => one.name),
    edgeShape: edges.map((one) => shape(one.points)),
  };
}

/** Fills the seed of the demo county and checks it against the schema that the server reads it with. */
export function makeSeed(world: World, roads: Roads, built: Float32Array): CountySeed {
  const people = makePeople(world);
  const sites = findHazardSites(world);
  const sensors = makeSensors(world, sites);
  const shelters = makeShelters(world, people);
  const homes = makeHouseholds(world, built, sites, shelters);
  const teams = makeTeams(world, people);
  const depots = makeDepots(world, people);
  return CountySeedSchema.parse({
    county: world.county.code,
    title: '澄城县（示意地图 · 演示数据）',
    divisions: makeDivisions(world, homes),
    persons: people.persons,
    posts: people.posts,
    responsibilities: people.responsibilities,
    contacts: people.contacts,
    households: homes.map((one) => one.row),
    sensors,
    hazards: makeHazards(sites, homes, sensors),
    shelters: shelters.map(({ at: _, ...row }) => row),
    depots,
    teams,
    plans: makePlans(),
    roads: makeRoadGraph(roads),
  });
}
