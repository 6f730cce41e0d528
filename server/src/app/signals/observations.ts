import { divisionRank } from '@sitong/shared/kernel/division.ts';
import { distanceM, type Point, pointInRing } from '@sitong/shared/kernel/geo.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type pg from 'pg';
import type { Hotspot } from '../../ingest/hotspots/parse-hotspots.ts';
import type { Quake } from '../../ingest/quakes/parse-quakes.ts';

/** A sign from outside: an earthquake near the county, a satellite hot spot in it. */
export interface Observation {
  kind: 'quake' | 'hotspot';
  id: string;
  point: Point;
  observedAtMs: number;
  updatedAtMs: number;
  division: string;
  data: Quake | Hotspot;
}

const QUAKE_WITHIN_M = 100_000;

/** Quakes at most 100 km from the county's nearest seat. */
export function quakeHere(quake: Quake, county: CountyIndex): Observation | undefined {
  const point = { lon: quake.lon, lat: quake.lat };
  const near = county.data.divisions.some(({ seat }) => distanceM(seat, point) <= QUAKE_WITHIN_M);
  if (!near) return undefined;
  const { id, observedAtMs, updatedAtMs } = quake;
  return { kind: 'quake', id, point, observedAtMs, updatedAtMs, division: county.county, data: quake };
}

/** Hot spots inside the county, under the village whose seat is nearest when no outline holds them. */
export function hotspotHere(hotspot: Hotspot, county: CountyIndex): Observation | undefined {
  const point = { lon: hotspot.lon, lat: hotspot.lat };
  const holding = county.data.divisions.filter(({ rings }) => rings.some((ring) => pointInRing(point, ring)));
  if (holding.length === 0) return undefined;
  const finest =
    holding.find(({ code }) => divisionRank(code) === 'village') ??
    holding.find(({ code }) => divisionRank(code) === 'town');
  const { observedAtMs, satellite } = hotspot;
  const id = `${satellite}/${new Date(observedAtMs).toISOString()}/${hotspot.lon},${hotspot.lat}`;
  const division = finest?.code ?? county.county;
  return { kind: 'hotspot', id, point, observedAtMs, updatedAtMs: observedAtMs, division, data: hotspot };
}

/** Returns the ids that were new or newer than what was known. */
export async function storeObservations(
  pool: pg.Pool,
  world: string,
  observations: readonly Observation[],
  receivedMs: number,
): Promise<string[]> {
  if (observations.length === 0) return [];
  const time = (ms: number): string => new Date(ms).toISOString();
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO observations (world, kind, id, observed_at, received_at, updated_at, lon, lat, division, data)
     SELECT $1, kind, id, observed_at, $2, updated_at, lon, lat, division, data
     FROM unnest($3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::float8[], $8::float8[], $9::text[], $10::json[])
       AS o (kind, id, observed_at, updated_at, lon, lat, division, data)
     ON CONFLICT (world, kind, id) DO UPDATE SET observed_at = excluded.observed_at, received_at = excluded.received_at,
       updated_at = excluded.updated_at, lon = excluded.lon, lat = excluded.lat, division = excluded.division, data = excluded.data
       WHERE observations.updated_at < excluded.updated_at
     RETURNING id`,
    [
      world,
      time(receivedMs),
      observations.map(({ kind }) => kind),
      observations.map(({ id }) => id),
      observations.map(({ observedAtMs }) => time(observedAtMs)),
      observations.map(({ updatedAtMs }) => time(updatedAtMs)),
      observations.map(({ point }) => point.lon),
      observations.map(({ point }) => point.lat),
      observations.map(({ division }) => division),
      observations.map(({ data }) => JSON.stringify(data)),
    ],
  );
  return rows.map(({ id }) => id);
}

export interface ListedObservation {
  kind: string;
  id: string;
  observed_at: Date;
  received_at: Date;
  lon: number;
  lat: number;
  division: string;
  data: unknown;
}

/** Newest first. */
export async function listObservations(
  pool: pg.Pool,
  world: string,
  page: { kind: string | undefined; fromMs: number; toMs: number; limit: number },
): Promise<ListedObservation[]> {
  const { rows } = await pool.query<ListedObservation>(
    `SELECT kind, id, observed_at, received_at, lon, lat, division, data FROM observations
     WHERE world = $1 AND ($2::text IS NULL OR kind = $2) AND observed_at >= $3 AND observed_at <= $4
     ORDER BY observed_at DESC LIMIT $5`,
    [world, page.kind ?? null, new Date(page.fromMs).toISOString(), new Date(page.toMs).toISOString(), page.limit],
  );
  return rows;
}
