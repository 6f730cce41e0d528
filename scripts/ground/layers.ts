import { ringsOf } from './arcs.ts';
import { hypot } from './det-math.ts';
import { type Feature, type Layers, lineFeature, pointFeature, polygonFeature } from './feature.ts';
import { cellX, cellY, type Spot } from './frame.ts';
import { isolines } from './isolines.ts';
import { contourFeatures, landFeatures, veilFeatures } from './land.ts';
import { polygons, signedAreaM2, simplify } from './lines.ts';
import type { Roads } from './roads.ts';
import type { World } from './world.ts';

const ROUTE_ZOOM = { expressway: 6, county: 7, village: 10 } as const;

function riverFeatures(world: World): Feature[] {
  const pool = new Set(world.reservoirs.flatMap((one) => one.cells));
  return world.rivers.links.map((link) => {
    const zoom = link.areaKm2 > 60 ? 6 : link.areaKm2 > 12 ? 9 : link.areaKm2 > 3 ? 11 : 12;
    const flooded = link.cells.filter((cell) => pool.has(cell)).length > link.cells.length * 0.5;
    return lineFeature(
      simplify(link.line, 4),
      {
        id: link.id,
        down: link.down,
        name: link.name,
        order: link.order,
        areaKm2: Math.round(link.areaKm2 * 10) / 10,
        fromM: Math.round(link.fromM * 100) / 100,
        toM: Math.round(link.toM * 100) / 100,
        flooded,
      },
      link.name === '' ? zoom : Math.min(zoom, 8),
    );
  });
}

/** Named rivers once more as whole lines, for their names. */
function riverNames(world: World): Feature[] {
  const out: Feature[] = [];
  for (const trunk of world.terrain.trunks) {
    if (trunk.name === '') continue;
    const links = world.rivers.links.filter((one) => one.name === trunk.name);
    const byStart = new Map(links.map((one) => [one.id, one]));
    const entered = new Set(links.map((one) => one.down));
    for (const head of links.filter((one) => !entered.has(one.id))) {
      const line: Spot[] = [];
      for (let link = head; ; ) {
        line.push(...(line.length === 0 ? link.line : link.line.slice(1)));
        const next = byStart.get(link.down);
        if (next === undefined) break;
        link = next;
      }
      if (line.length > 40)
        out.push(lineFeature(simplify(smoothFor(line), 60), { name: trunk.name, order: 9, label: true }, 8));
    }
  }
  return out;
}

/** A calm line for letters to stand on. */
function smoothFor(line: readonly Spot[]): Spot[] {
  let points = [...line];
  for (let round = 0; round < 320; round++) {
    const before = points;
    points = before.map((p, i) => {
      const a = before[i - 1];
      const b = before[i + 1];
      return a === undefined || b === undefined
        ? p
        : { x: (a.x + b.x) * 0.4 + p.x * 0.2, y: (a.y + b.y) * 0.4 + p.y * 0.2 };
    });
  }
  return points;
}

function waterFeatures(world: World): Feature[] {
  const { grid } = world.terrain;
  const out: Feature[] = [];
  for (const one of world.reservoirs) {
    const field = new Float32Array(grid.w * grid.h);
    for (const cell of one.cells) field[cell] = 1;
    const pieces = shore(field, world).sort((a, b) => Math.abs(signedAreaM2(b[0]!)) - Math.abs(signedAreaM2(a[0]!)));
    const least = Math.abs(signedAreaM2(pieces[0]![0]!)) * 0.12;
    for (const rings of pieces)
      if (Math.abs(signedAreaM2(rings[0]!)) > least)
        out.push(polygonFeature(rings, { class: 'reservoir', name: one.name, levelM: one.levelM }, 6));
    const label = middleOf(one.cells, grid.w);
    out.push(
      pointFeature(
        cellX(grid, label),
        cellY(grid, label),
        { class: 'reservoir', name: one.name, levelM: one.levelM },
        6,
      ),
    );
    out.push(lineFeature(one.dam, { class: 'dam', name: one.name }, 11));
  }
  return out;
}

function shore(field: Float32Array, world: World): Spot[][][] {
  const { w, h, cellM } = world.terrain.grid;
  const rings = isolines(field, w, h, cellM, 0.35, true).filter((ring) => Math.abs(signedAreaM2(ring)) > 3000);
  return polygons(
    rings.map((ring) => simplify(roundOff(ring), 4)),
    true,
  );
}

/** The cell with most water round it: a name stands best there. */
function middleOf(cells: readonly number[], w: number): number {
  const pool = new Set(cells);
  let best = cells[0]!;
  let most = -1;
  for (const cell of cells) {
    let count = 0;
    for (let dy = -6; dy <= 6; dy += 2) for (let dx = -6; dx <= 6; dx += 2) if (pool.has(cell + dy * w + dx)) count++;
    if (count > most) {
      most = count;
      best = cell;
    }
  }
  return best;
}

function roundOff(ring: readonly Spot[]): Spot[] {
  let points = ring.slice(0, -1);
  for (let round = 0; round < 3; round++) {
    const before = points;
    const n = before.length;
    points = before.map((p, i) => ({
      x: p.x * 0.5 + (before[(i + 1) % n]!.x + before[(i + n - 1) % n]!.x) * 0.25,
      y: p.y * 0.5 + (before[(i + 1) % n]!.y + before[(i + n - 1) % n]!.y) * 0.25,
    }));
  }
  return [...points, points[0]!];
}

function roadFeatures(roads: Roads): Feature[] {
  const out: Feature[] = [];
  for (const edge of roads.net.edges) {
    let from = 0;
    for (let i = 1; i <= edge.bridge.length; i++) {
      if (i < edge.bridge.length && edge.bridge[i] === edge.bridge[from]) continue;
      const bridge = edge.bridge[from]!;
      out.push(
        lineFeature(
          simplify(edge.points.slice(from, i + 1), 2.5),
          { class: edge.cls, name: edge.name, bridge },
          ROUTE_ZOOM[edge.cls],
        ),
      );
      from = i;
    }
  }
  return out;
}

function boundaryFeatures(world: World): Feature[] {
  const town = (label: number): number => (label < 0 ? -1 : world.sites.villages[label]!.town);
  return world.arcs.map((arc) => {
    const rank = arc.left < 0 || arc.right < 0 ? 'county' : town(arc.left) !== town(arc.right) ? 'town' : 'village';
    return lineFeature(arc.points, { rank }, rank === 'county' ? 6 : rank === 'town' ? 8 : 11);
  });
}

function placeFeatures(world: World): Feature[] {
  const out: Feature[] = [];
  const county = world.sites.seats[0]!;
  out.push(
    pointFeature(
      county.x,
      county.y,
      { rank: 'county', code: world.county.code, name: world.county.name, labelRank: 0 },
      6,
    ),
  );
  world.towns.forEach((town, n) => {
    const seat = world.sites.seats[n]!;
    out.push(
      pointFeature(seat.x, seat.y, { rank: 'town', code: town.code, name: town.name, labelRank: n === 0 ? 2 : 1 }, 6),
    );
  });
  // Villages: the larger the gap to its neighbours, the sooner it is named.
  const { villages, seats } = world.sites;
  for (const one of villages) {
    let gap = Number.POSITIVE_INFINITY;
    for (const other of [...villages, ...seats])
      if (other !== one) gap = Math.min(gap, hypot(other.x - one.x, other.y - one.y));
    out.push(
      pointFeature(
        one.x,
        one.y,
        {
          rank: 'village',
          code: one.code,
          name: one.name,
          labelRank: (one.urban ? 40 : 10) + Math.max(0, Math.min(20, Math.round(20 - gap / 120))),
        },
        8,
      ),
    );
  }
  return out;
}

export function makeLayers(world: World, roads: Roads, built: Float32Array): Layers {
  const { villages } = world.sites;
  const areas = (code: string, name: string, inGroup: (label: number) => boolean, zoom: number): Feature[] =>
    polygons(ringsOf(world.arcs, inGroup), false).map((rings) => polygonFeature(rings, { code, name }, zoom));
  return {
    land: landFeatures(world, built),
    water: waterFeatures(world),
    river: [...riverFeatures(world), ...riverNames(world)],
    contour: contourFeatures(world),
    road: roadFeatures(roads),
    boundary: boundaryFeatures(world),
    place: placeFeatures(world),
    town: world.towns.flatMap((town, n) =>
      areas(town.code, town.name, (label) => label >= 0 && villages[label]!.town === n, 6),
    ),
    village: villages.flatMap((one, n) => areas(one.code, one.name, (label) => label === n, 9)),
    house: [],
    veil: veilFeatures(
      world,
      ringsOf(world.arcs, (label) => label >= 0),
    ),
  };
}
