import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { builtField } from './land.ts';
import { makeLayers } from './layers.ts';
import { makeRoads } from './roads.ts';
import { makeSeed } from './seed/county-seed.ts';
import { cutTerrain, packTerrain } from './terrain-tiles.ts';
import { cutTiles, packVector } from './vector-tiles.ts';
import { makeWorld } from './world.ts';

/** Cell of the height field, metres; `--coarse` doubles it for a quick look, written to out/ground and never shipped. */
const CELL_M = 32;

const started = performance.now();
const say = (text: string): void => {
  process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s  ${text}\n`);
};
const hash = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex').slice(0, 32);

const coarse = process.argv.includes('--coarse');
const target = new URL(coarse ? '../../out/ground/' : '../../server/demo/', import.meta.url);
mkdirSync(target, { recursive: true });

const world = makeWorld(coarse ? CELL_M * 2 : CELL_M, say);
const roads = makeRoads(world, say);
const built = builtField(world);
const layers = makeLayers(world, roads, built);
say(
  `layers: ${Object.entries(layers)
    .map(([name, list]) => `${name} ${list.length}`)
    .join(', ')}`,
);
const seed = makeSeed(world, roads, built);
say(
  `seed: ${seed.divisions.length} divisions, ${seed.households.length} households, ${seed.persons.length} persons, ${seed.sensors.length} sensors, ${seed.hazards.length} hazards, ${seed.shelters.length} shelters, ${seed.teams.length} teams`,
);
// Where houses stand, and nothing else about them: the tiles are not a register.
layers.house = seed.households.map((one) => ({
  kind: 'point',
  parts: [[[one.point.lon, one.point.lat]]],
  properties: {},
  minZoom: 13,
}));
const vector = packVector(cutTiles(layers), layers);
say(`county.pmtiles ${(vector.length / 1e6).toFixed(2)} MB`);
const terrain = packTerrain(cutTerrain(world.terrain.grid, world.terrain.z));
say(`terrain.pmtiles ${(terrain.length / 1e6).toFixed(2)} MB`);
const seedText = JSON.stringify(seed);
const seedFile = gzipSync(seedText, { level: 9 });
seedFile[9] = 255;

const decimetres = Int32Array.from(world.terrain.z, (height) => Math.round(height * 10));
const sheet = {
  notice: '示意地图 · 演示数据（地形为程序生成，非实测）',
  generator: 'scripts/ground, seed 610525',
  cellM: world.terrain.grid.cellM,
  /** SHA-256 (first half) of what each layer holds, before tiling: equal on every machine. */
  layers: Object.fromEntries(
    Object.entries(layers).map(([name, list]) => [name, { features: list.length, sha256: hash(JSON.stringify(list)) }]),
  ),
  heights: { cells: decimetres.length, sha256: hash(new Uint8Array(decimetres.buffer)) },
  seed: { sha256: hash(seedText) },
  counts: {
    towns: world.towns.length,
    villages: world.sites.villages.length,
    households: seed.households.length,
    population: seed.divisions[0]!.population,
    sensors: seed.sensors.length,
    hazards: seed.hazards.length,
    shelters: seed.shelters.length,
    depots: seed.depots.length,
    teams: seed.teams.length,
    persons: seed.persons.length,
    roadNodes: seed.roads.nodeLon.length,
    roadEdges: seed.roads.edgeFrom.length,
  },
};
writeFileSync(new URL('county.pmtiles', target), vector);
writeFileSync(new URL('terrain.pmtiles', target), terrain);
writeFileSync(new URL('county.json.gz', target), seedFile);
writeFileSync(new URL('layers.json', target), `${JSON.stringify(sheet, null, 2)}\n`);
const total = vector.length + terrain.length + seedFile.length;
say(
  `${coarse ? 'out/ground' : 'server/demo'}: ${(total / 1e6).toFixed(2)} MB in all (seed ${(seedFile.length / 1e6).toFixed(2)} MB)`,
);
