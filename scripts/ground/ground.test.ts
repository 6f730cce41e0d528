import { readFileSync } from 'node:fs';
import { distanceM, pointInRing } from '@sitong/shared/kernel/geo.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { openArchive, readSeed, readShipped, type ShippedFeature, shippedHeights, shippedLayer } from './artefact.ts';
import { fromLonLat, type Spot, toLonLat } from './frame.ts';
import { densify, lengthM } from './lines.ts';

/** Acceptance checks of the demo ground, judged on what is shipped in server/demo. */
const seed = readSeed();
const tiles = openArchive(readShipped('county.pmtiles'), 'county');
let heightAt: (lon: number, lat: number) => number;
let rivers: ShippedFeature[];
let roads: ShippedFeature[];
let water: ShippedFeature[];

const metres = (line: readonly (readonly [number, number])[]): Spot[] => line.map(([lon, lat]) => fromLonLat(lon, lat));
const groundM = (p: Spot): number => heightAt(...toLonLat(p.x, p.y));

beforeAll(async () => {
  heightAt = await shippedHeights(openArchive(readShipped('terrain.pmtiles'), 'terrain'));
  rivers = (await shippedLayer(tiles, 'river', 13)).filter((one) => one.properties['areaKm2'] !== undefined);
  roads = await shippedLayer(tiles, 'road', 13);
  water = await shippedLayer(tiles, 'water', 13);
}, 60_000);

describe('rivers', () => {
  test('[GROUND-1] every river link leads to the edge of the domain, never uphill', () => {
    const links = new Map(rivers.map((one) => [Number(one.properties['id']), one.properties]));
    expect(links.size).toBeGreaterThan(800);
    for (const start of links.keys()) {
      let id = start;
      const seen = new Set<number>();
      for (;;) {
        const link = links.get(id);
        if (link === undefined) throw new Error(`river link ${id} runs into nothing`);
        expect(seen.has(id)).toBe(false);
        seen.add(id);
        expect(Number(link['toM'])).toBeLessThanOrEqual(Number(link['fromM']));
        const down = Number(link['down']);
        if (down < 0) break;
        expect(Number(links.get(down)?.['fromM'])).toBeLessThanOrEqual(Number(link['toM']) + 0.011);
        id = down;
      }
    }
  });

  test('[GROUND-1] the shipped heights agree: along a river the ground falls', () => {
    // Lines are smoothed and tiles resampled: the lowest ground within 40 m stands for the bed.
    const bed = (p: Spot): number =>
      Math.min(...[-40, 0, 40].flatMap((dx) => [-40, 0, 40].map((dy) => groundM({ x: p.x + dx, y: p.y + dy }))));
    let pieces = 0;
    let rising = 0;
    // Left out: pools, and the rim of the domain where the shipped relief dies away.
    const pools = water
      .filter((one) => one.properties['class'] === 'reservoir' && one.parts[0]!.length > 3)
      .map((one) => one.parts[0]!);
    const rim = (p: Spot): boolean => Math.min(p.x, p.y, 48_000 - p.x, 60_000 - p.y) < 2600;
    for (const one of rivers) {
      for (const part of one.parts) {
        const line = metres(part);
        if (lengthM(line) < 400 || line.some(rim)) continue;
        if (part.some(([lon, lat]) => pools.some((ring) => pointInRing({ lon, lat }, ring)))) continue;
        pieces++;
        if (bed(line[line.length - 1]!) > bed(line[0]!) + 1.5) rising++;
      }
    }
    expect(pieces).toBeGreaterThan(500);
    expect(rising / pieces).toBeLessThan(0.01);
  });

  test('[GROUND-1] reservoirs lie flat at their pool level and are unlike each other', () => {
    const pools = new Map<string, { level: number; areaKm2: number }>();
    for (const one of water) {
      if (one.properties['class'] !== 'reservoir' || one.parts[0]!.length < 4) continue;
      const name = String(one.properties['name']);
      const level = Number(one.properties['levelM']);
      const ring = metres(one.parts[0]!);
      let area = 0;
      for (let i = 0; i + 1 < ring.length; i++) area += ring[i]!.x * ring[i + 1]!.y - ring[i + 1]!.x * ring[i]!.y;
      pools.set(name, { level, areaKm2: (pools.get(name)?.areaKm2 ?? 0) + Math.abs(area) / 2e6 });
    }
    for (const one of water) {
      if (one.properties['class'] !== 'reservoir' || one.parts[0]!.length !== 1) continue;
      const [lon, lat] = one.parts[0]![0]!;
      // The narrowest pool is three cells wide: between pixels the shore leans in, so the lowest of nine counts.
      const p = fromLonLat(lon, lat);
      const lowest = Math.min(
        ...[-24, 0, 24].flatMap((dx) => [-24, 0, 24].map((dy) => groundM({ x: p.x + dx, y: p.y + dy }))),
      );
      expect(Math.abs(lowest - Number(one.properties['levelM'])), String(one.properties['name'])).toBeLessThan(0.6);
    }
    expect(pools.size).toBe(6);
    const areas = [...pools.values()].map((one) => one.areaKm2).sort((a, b) => a - b);
    expect(areas[5]! / areas[0]!).toBeGreaterThan(3);
  });
});

describe('places', () => {
  const roadPoints = (): Spot[] => {
    const { edgeFrom, edgeTo, edgeShape, nodeLon, nodeLat } = seed.roads;
    return edgeFrom.flatMap((from, e) => {
      const shape = edgeShape[e]!;
      const line: [number, number][] = [[nodeLon[from]!, nodeLat[from]!]];
      for (let i = 0; i + 1 < shape.length; i += 2) line.push([shape[i]!, shape[i + 1]!]);
      line.push([nodeLon[edgeTo[e]!]!, nodeLat[edgeTo[e]!]!]);
      return densify(metres(line), 40);
    });
  };

  test('[GROUND-2] every village stands in its own town and its own area, dry, on ground under 20 %', () => {
    const villages = seed.divisions.filter((one) => !one.code.endsWith('000'));
    expect(villages).toHaveLength(175);
    const wet = water.filter((one) => one.properties['class'] === 'reservoir' && one.parts[0]!.length > 3);
    for (const village of villages) {
      const town = seed.divisions.find((one) => one.code === `${village.code.slice(0, 9)}000`);
      expect(
        town?.rings.some((ring) => pointInRing(village.seat, ring)),
        village.name,
      ).toBe(true);
      expect(
        village.rings.some((ring) => pointInRing(village.seat, ring)),
        village.name,
      ).toBe(true);
      expect(
        wet.some((one) => pointInRing(village.seat, one.parts[0]!)),
        village.name,
      ).toBe(false);
      const { x, y } = fromLonLat(village.seat.lon, village.seat.lat);
      const slope =
        Math.max(
          Math.abs(groundM({ x: x + 40, y }) - groundM({ x: x - 40, y })),
          Math.abs(groundM({ x, y: y + 40 }) - groundM({ x, y: y - 40 })),
        ) / 80;
      expect(slope, village.name).toBeLessThan(0.2);
    }
  });

  test('[GROUND-2] all roads are one graph and every village is on it', () => {
    const { edgeFrom, edgeTo, nodeLon } = seed.roads;
    const root = nodeLon.map((_, i) => i);
    const find = (i: number): number => {
      let at = i;
      while (root[at] !== at) {
        root[at] = root[root[at]!]!;
        at = root[at]!;
      }
      return at;
    };
    edgeFrom.forEach((from, e) => {
      root[find(from)] = find(edgeTo[e]!);
    });
    expect(new Set(root.map((_, i) => find(i))).size).toBe(1);
    const points = roadPoints();
    for (const one of seed.divisions) {
      const at = fromLonLat(one.seat.lon, one.seat.lat);
      const away = Math.min(...points.map((p) => Math.sqrt((p.x - at.x) ** 2 + (p.y - at.y) ** 2)));
      expect(away, one.name).toBeLessThan(150);
    }
  });

  test('[GROUND-2] edge lengths follow their shapes', () => {
    const { edgeFrom, edgeTo, edgeM, nodeLon, nodeLat } = seed.roads;
    edgeM.forEach((length, e) => {
      const a = { lon: nodeLon[edgeFrom[e]!]!, lat: nodeLat[edgeFrom[e]!]! };
      const b = { lon: nodeLon[edgeTo[e]!]!, lat: nodeLat[edgeTo[e]!]! };
      expect(length).toBeGreaterThanOrEqual(distanceM(a, b) * 0.985 - 2);
    });
  });
});

test('[GROUND-3] no road climbs more than 12 % over 200 m, bridges excepted', () => {
  let windows = 0;
  const steep: string[] = [];
  for (const one of roads) {
    if (one.properties['bridge'] === true) continue;
    for (const part of one.parts) {
      const line = densify(metres(part), 20);
      const at = [0];
      for (let i = 1; i < line.length; i++) at.push(at[i - 1]! + lengthM([line[i - 1]!, line[i]!]));
      let j = 0;
      for (let i = 0; i < line.length; i++) {
        while (j < line.length && at[j]! - at[i]! < 200) j++;
        if (j >= line.length) break;
        windows++;
        const grade = Math.abs(groundM(line[j]!) - groundM(line[i]!)) / (at[j]! - at[i]!);
        if (grade > 0.12) steep.push(`${one.tile} ${String(one.properties['name'])} ${(grade * 100).toFixed(1)} %`);
      }
    }
  }
  expect(windows).toBeGreaterThan(10_000);
  expect(steep).toEqual([]);
});

describe('county', () => {
  const county = seed.divisions[0]!;
  const ring = county.rings[0]!;

  test('[GROUND-4] the area is within 3 % of the published one', () => {
    const line = metres(ring);
    let area = 0;
    for (let i = 0; i + 1 < line.length; i++) area += line[i]!.x * line[i + 1]!.y - line[i + 1]!.x * line[i]!.y;
    expect(Math.abs(area) / 2e6 / 1131.998).toBeGreaterThan(0.97);
    expect(Math.abs(area) / 2e6 / 1131.998).toBeLessThan(1.03);
  });

  test('[GROUND-4] 塬 (flat, and no valley floor) takes 30 to 50 % of it', () => {
    let inside = 0;
    let flat = 0;
    for (let x = 4000; x < 44_000; x += 250)
      for (let y = 1000; y < 60_000; y += 250) {
        const [lon, lat] = toLonLat(x, y);
        if (!pointInRing({ lon, lat }, ring)) continue;
        inside++;
        const here = heightAt(lon, lat);
        const slope =
          Math.max(
            Math.abs(groundM({ x: x + 60, y }) - groundM({ x: x - 60, y })),
            Math.abs(groundM({ x, y: y + 60 }) - groundM({ x, y: y - 60 })),
          ) / 120;
        let high = here;
        for (const d of [150, 300, 450])
          for (const [dx, dy] of [
            [d, 0],
            [-d, 0],
            [0, d],
            [0, -d],
          ] as const)
            high = Math.max(high, groundM({ x: x + dx, y: y + dy }));
        if (slope < 0.08 && high - here < 22) flat++;
      }
    expect(flat / inside).toBeGreaterThan(0.3);
    expect(flat / inside).toBeLessThan(0.5);
  });

  test('[GROUND-5] town borders follow ridges and channels, more than chance would', async () => {
    const borders = (await shippedLayer(tiles, 'boundary', 13)).filter((one) => one.properties['rank'] !== 'village');
    const share = (shift: Spot): number => {
      let points = 0;
      let hits = 0;
      for (const one of borders)
        for (const part of one.parts) {
          const line = densify(metres(part), 120);
          for (let i = 1; i + 1 < line.length; i++) {
            const p = { x: line[i]!.x + shift.x, y: line[i]!.y + shift.y };
            const dx = line[i + 1]!.x - line[i - 1]!.x;
            const dy = line[i + 1]!.y - line[i - 1]!.y;
            const length = Math.sqrt(dx * dx + dy * dy) || 1;
            const across = (d: number): number => groundM({ x: p.x - (dy / length) * d, y: p.y + (dx / length) * d });
            // A crest or a trough within 90 m of the line, standing out against the ground 240 m to either side.
            const near = [-90, -60, -30, 0, 30, 60, 90].map(across);
            const left = across(-240);
            const right = across(240);
            const top = Math.max(...near) - Math.max(left, right);
            const bottom = Math.min(left, right) - Math.min(...near);
            points++;
            if (top > 0.3 || bottom > 0.3) hits++;
          }
        }
      expect(points).toBeGreaterThan(1500);
      return hits / points;
    };
    const found = share({ x: 0, y: 0 });
    const chance = (share({ x: 900, y: 700 }) + share({ x: -800, y: 950 })) / 2;
    expect(found).toBeGreaterThan(0.6);
    expect(found).toBeGreaterThan(chance + 0.15);
  }, 60_000);

  test('[GROUND-7] no shipped line carries the surveyed outline', async () => {
    const source: unknown = JSON.parse(
      readFileSync(new URL('./fixtures/cpeas-610525.geojson', import.meta.url), 'utf8'),
    );
    const outline = JSON.stringify(source)
      .match(/\[(\d+\.\d+),(\d+\.\d+)\]/g)!
      .map((pair): [number, number] => {
        const [lon, lat] = pair.slice(1, -1).split(',').map(Number);
        return [lon!, lat!];
      });
    expect(outline.length).toBeGreaterThan(300);
    const shipped = (await shippedLayer(tiles, 'boundary', 13))
      .filter((one) => one.properties['rank'] === 'county')
      .flatMap((one) => one.parts.flatMap((part) => densify(metres(part), 15)));
    const near = metres(outline).filter((p) =>
      shipped.some((q) => Math.abs(q.x - p.x) < 30 && Math.abs(q.y - p.y) < 30),
    ).length;
    // Two unrelated lines that run the same way cross now and then.
    expect(near / outline.length).toBeLessThan(0.12);
  });

  test('[GROUND-7] the archive is under 15 MB and says it is a demo', async () => {
    const bytes = ['county.pmtiles', 'terrain.pmtiles', 'county.json.gz'].reduce(
      (sum, name) => sum + readShipped(name).length,
      0,
    );
    expect(bytes).toBeLessThan(15_000_000);
    const metadata = JSON.stringify(await tiles.getMetadata());
    expect(metadata).toContain('示意地图 · 演示数据');
    expect(seed.title).toContain('示意地图 · 演示数据');
  });
});
