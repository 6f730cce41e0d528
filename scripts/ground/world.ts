import { type Arc, traceArcs } from './arcs.ts';
import { growVillages } from './areas.ts';
import { DX, DY } from './flow.ts';
import { makeGrid } from './frame.ts';
import { majority, onePieceEach, trimFingers, trimTongues } from './labels.ts';
import { readNames, type TownName } from './names.ts';
import { buildReservoirs, type Reservoir } from './reservoirs.ts';
import { findRivers, type Rivers } from './rivers.ts';
import { raiseTerrain, type Terrain } from './terrain.ts';
import { growTowns } from './towns.ts';
import { chooseCounty, findUnits } from './units.ts';
import { type Sites, settle } from './villages.ts';

/** Everything generated about the ground, before roads and people. */
export interface World {
  county: { code: string; name: string };
  towns: TownName[];
  terrain: Terrain;
  rivers: Rivers;
  reservoirs: Reservoir[];
  sites: Sites;
  villageOf: Int16Array;
  arcs: Arc[];
  wet: Uint8Array;
}

export type Say = (text: string) => void;

export function makeWorld(cellM: number, say: Say): World {
  const grid = makeGrid(cellM);
  const names = readNames();
  const terrain = raiseTerrain(grid, say);
  const rivers = findRivers(terrain);
  const units = findUnits(terrain);
  const chosen = chooseCounty(grid, units);
  const townOf = growTowns(grid, terrain.trunks, units, chosen, names.towns);
  trimFingers(grid, townOf, 560);
  trimTongues(grid, townOf, 420);
  majority(grid, townOf, 3);
  onePieceEach(grid, townOf);
  say(`${rivers.links.length} river links, ${units.count} hillslopes, ${names.towns.length} towns`);
  const reservoirs = buildReservoirs(terrain);
  const wet = wetCells(terrain, rivers, reservoirs);
  const sites = settle({ t: terrain, townOf, wet, reservoirs }, names.towns);
  const villageOf = growVillages(terrain, townOf, sites.villages);
  const arcs = traceArcs(grid, villageOf, 9);
  say(`${reservoirs.length} reservoirs, ${sites.villages.length} villages, ${arcs.length} border arcs`);
  return { county: names.county, towns: names.towns, terrain, rivers, reservoirs, sites, villageOf, arcs, wet };
}

/** River and reservoir cells with a margin of one cell (two beside the large rivers). */
function wetCells(t: Terrain, rivers: Rivers, reservoirs: readonly Reservoir[]): Uint8Array {
  const { grid } = t;
  const wet = new Uint8Array(t.z.length);
  const mark = (cell: number): void => {
    wet[cell] = 1;
    for (let k = 0; k < 8; k++) wet[cell + DX[k]! + DY[k]! * grid.w] = 1;
  };
  for (const link of rivers.links) if (link.order >= 1) for (const cell of link.cells) mark(cell);
  for (const one of reservoirs) for (const cell of one.cells) mark(cell);
  return wet;
}
