import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('../app/imports/fixtures/own-county/', import.meta.url);

/** The invented county 青岭县 as a bureau would bring it, in the order in which each file finds what it names. */
export const OWN_COUNTY = [
  { kind: 'county', file: 'county.csv', crs: 'wgs84', rows: 1 },
  { kind: 'divisions', file: 'divisions.gbk.csv', crs: 'wgs84', rows: 11 },
  { kind: 'persons', file: 'persons.csv', crs: 'wgs84', rows: 31 },
  { kind: 'posts', file: 'posts.csv', crs: 'wgs84', rows: 4 },
  { kind: 'responsibilities', file: 'responsibilities.csv', crs: 'wgs84', rows: 23 },
  { kind: 'contacts', file: 'contacts.csv', crs: 'wgs84', rows: 2 },
  { kind: 'sensors', file: 'sensors.csv', crs: 'wgs84', rows: 3 },
  { kind: 'hazards', file: 'hazards.geojson', crs: 'wgs84', rows: 2 },
  { kind: 'teams', file: 'teams.csv', crs: 'wgs84', rows: 2 },
  { kind: 'shelters', file: 'shelters.gcj02.geojson', crs: 'gcj02', rows: 2 },
  { kind: 'depots', file: 'depots.csv', crs: 'wgs84', rows: 1 },
  { kind: 'households', file: 'households.csv', crs: 'wgs84', rows: 24 },
  { kind: 'plans', file: 'plans.json', crs: 'wgs84', rows: 1 },
  { kind: 'boundaries', file: 'boundaries.geojson', crs: 'wgs84', rows: 11 },
  { kind: 'roads', file: 'roads.geojson', crs: 'wgs84', rows: 9 },
  { kind: 'water', file: 'water.geojson', crs: 'wgs84', rows: 3 },
] as const;

export const OWN_COUNTY_CODE = '610599000000';
/** 柳沟村, in 双河镇 610599100000. */
export const LIUGOU = '610599100201';

export function ownCountyPath(file: string): string {
  return fileURLToPath(new URL(file, FOLDER));
}

export function ownCountyBytes(file: string): Buffer {
  return readFileSync(new URL(file, FOLDER));
}

/** The media type a browser's upload of this file carries. */
export function mediaTypeOf(file: string): string {
  return file.endsWith('.csv') ? 'text/csv' : 'application/geo+json';
}
