import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readImport } from '@sitong/server/app/imports/import-file.ts';
import { SheetError } from '@sitong/server/app/imports/sheet.ts';
import { imageKind } from '@sitong/server/app/photos/image-kind.ts';
import { stripMetadata } from '@sitong/server/app/photos/strip-metadata.ts';
import { readEdxl } from '@sitong/server/ingest/cap/edxl.ts';
import { readFeed } from '@sitong/server/ingest/cap/feed.ts';
import { parseCap } from '@sitong/server/ingest/cap/parse-cap.ts';
import { parseHotspots } from '@sitong/server/ingest/hotspots/parse-hotspots.ts';
import { parseOsmandJson, parseOsmandParams } from '@sitong/server/ingest/osmand/parse-osmand.ts';
import { parseOwntracks } from '@sitong/server/ingest/owntracks/parse-owntracks.ts';
import { parseQuakes } from '@sitong/server/ingest/quakes/parse-quakes.ts';
import { parseReadingBody } from '@sitong/server/ingest/readings/parse-reading-body.ts';
import { parseTrack } from '@sitong/server/ingest/track/parse-track.ts';
import { OpenHelloSchema } from '@sitong/server/plumbing/realtime/speech.ts';
import { IntentEnvelopeSchema } from '@sitong/shared/protocol/intents.ts';
import { takeFrame } from '@sitong/shared/protocol/position-frame.ts';
import { AttentionSchema, PhonePositionSchema, ShownSchema } from '@sitong/shared/protocol/up.ts';
import { Decoder } from '@sitong/shared/protocol/wire-parser.ts';
import { TINY_COUNTY } from '@sitong/shared/testing/county.ts';
import { wallOfAddress } from '../../web/src/screens/wall/wall-profile-address.ts';
import { parseLine } from '../../web/src/wall/command-line/parse-line.ts';
import { pointIn } from '../../web/src/wall/new-incident/coordinates.ts';
import {
  COMMAND_LINES,
  INTENTS,
  jt808Frames,
  LINE_CONTEXT,
  PIXEL_JPEG,
  PIXEL_PNG,
  readFrames,
  shortQuakes,
  standing,
  WIRE_MESSAGES,
} from './samples.ts';

/** One thing that reads what strangers send. It may refuse; it may not throw, hang or grow. */
export interface Target {
  /** Inputs it is known to meet, which others are made from. */
  corpus: () => Buffer[];
  run: (bytes: Buffer) => unknown;
  mostBytes?: number;
}

const NOW = Date.parse('2026-07-18T20:00:00+08:00');
const root = fileURLToPath(new URL('../..', import.meta.url));

function files(folder: string, accept: RegExp = /./, mostBytes = 60_000): Buffer[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && accept.test(entry.name) && entry.name !== 'ORIGIN.md')
    .map(({ name }) => readFileSync(join(root, folder, name)).subarray(0, mostBytes));
}

const json =
  (parse: (body: unknown) => unknown) =>
  (bytes: Buffer): unknown => {
    let body: unknown;
    try {
      body = JSON.parse(bytes.toString('utf8'));
    } catch {
      return 'no JSON'; // the door says 422 before any parser is asked
    }
    return parse(body);
  };
const text = (lines: readonly string[]) => (): Buffer[] => lines.map((line) => Buffer.from(line));
const INGEST = 'server/src/ingest';

/** A file import says by SheetError that a file is not of its kind; anything else is a defect. */
const imported = (kind: Parameters<typeof readImport>[0]['kind'], form: 'csv' | 'xlsx' | 'json') => (bytes: Buffer) =>
  readImport({ kind, form, bytes, crs: 'wgs84' }, TINY_COUNTY).catch((error: unknown) => {
    if (error instanceof SheetError) return error.code;
    throw error;
  });

export const TARGETS: Readonly<Record<string, Target>> = {
  cap: {
    corpus: () => [...files(`${INGEST}/cap/fixtures/cap`), ...files(`${INGEST}/cap/fixtures/gdacs`)],
    run: (bytes) => parseCap(bytes),
  },
  'cap-national': {
    corpus: () => files(`${INGEST}/cap/fixtures/national`),
    run: (bytes) => parseCap(bytes, { profile: 'national' }),
  },
  'cap-feed': { corpus: () => files(`${INGEST}/cap/fixtures/cap-feeds`), run: (bytes) => readFeed(bytes) },
  edxl: { corpus: () => files(`${INGEST}/cap/fixtures/edxl`), run: (bytes) => readEdxl(bytes) },
  readings: {
    corpus: () => [
      ...files(`${INGEST}/readings/fixtures`),
      Buffer.from(
        '{"readings":[{"sensor":"level-dayu","quantity":"level","value":512.4,"observedAt":"2026-07-18T19:55:00+08:00"}]}',
      ),
    ],
    run: json((body) => parseReadingBody(body, 'rain-shanhua', NOW)),
  },
  quakes: {
    corpus: () => files(`${INGEST}/quakes/fixtures`, /./, 1e9).map(shortQuakes),
    run: json((body) => parseQuakes(body, NOW)),
  },
  hotspots: {
    corpus: () => files(`${INGEST}/hotspots/fixtures`, /csv$/, 8000),
    run: (bytes) => parseHotspots(bytes.toString('utf8'), NOW),
  },
  osmand: {
    corpus: text([
      'id=902064&lat=35.19&lon=109.93&timestamp=1784376000&speed=3.2&bearing=90&altitude=700&batt=80',
      'deviceid=1&lat=35,19&lon=109,93&timestamp=2026-07-18T12:00:00Z&valid=true',
    ]),
    run: (bytes) => parseOsmandParams(new URLSearchParams(bytes.toString('utf8')), NOW),
  },
  'osmand-json': {
    corpus: () => files(`${INGEST}/osmand/fixtures`, /json$/),
    run: json((body) => parseOsmandJson(body, NOW)),
  },
  owntracks: {
    corpus: () => files(`${INGEST}/owntracks/fixtures`),
    run: json((body) => parseOwntracks(body, 'owntracks/a/b', NOW)),
  },
  track: {
    corpus: () => files(`${INGEST}/track/fixtures`, /(gpx|kml)$/, 20_000),
    run: (bytes) => parseTrack(bytes, 't', NOW),
  },
  jt808: { corpus: () => jt808Frames(), run: readFrames },
  'import-csv': {
    corpus: () => files('server/src/app/imports/fixtures/own-county', /csv$/),
    run: imported('persons', 'csv'),
  },
  'import-xlsx': {
    corpus: () => files('server/src/app/imports/fixtures/own-county', /csv$/),
    run: imported('persons', 'xlsx'),
  },
  'import-boundaries': {
    corpus: () => files('server/src/app/imports/fixtures/own-county', /json$/),
    run: imported('boundaries', 'json'),
  },
  'import-roads': {
    corpus: () => files('server/src/app/imports/fixtures/own-county', /json$/),
    run: imported('roads', 'json'),
  },
  photo: {
    corpus: () => [PIXEL_JPEG, PIXEL_PNG],
    run: (bytes) => {
      const kind = imageKind(bytes);
      return kind === undefined ? 'no picture' : stripMetadata(bytes, kind);
    },
  },
  'socket-frame': {
    corpus: text(WIRE_MESSAGES),
    run: (bytes) => {
      const decoder = new Decoder();
      let decoded = 0;
      decoder.on('decoded', () => {
        decoded += 1;
      });
      try {
        decoder.add(bytes.toString('utf8'));
      } catch (error) {
        // Socket.IO's own parser throws by contract; its client and server end that connection.
        if (!(error instanceof Error)) throw error;
      }
      decoder.destroy();
      return decoded;
    },
  },
  'socket-hello': {
    corpus: text(WIRE_MESSAGES.map((message) => message.replace(/^[^[]*\["[a-z]+",?/, '').replace(/\]$/, ''))),
    run: json(speeches),
  },
  'socket-intent': { corpus: text(INTENTS), run: json((body) => IntentEnvelopeSchema.safeParse(body).success) },
  'position-frame': {
    corpus: () => [Buffer.alloc(64), Buffer.alloc(256, 7)],
    run: (bytes) => {
      const copy = new ArrayBuffer(bytes.byteLength);
      new Uint8Array(copy).set(bytes);
      return takeFrame(copy, 1, standing());
    },
  },
  'command-line': {
    corpus: text(COMMAND_LINES),
    run: (bytes) => parseLine(bytes.toString('utf8'), LINE_CONTEXT),
    mostBytes: 2000,
  },
  coordinates: {
    corpus: text(['109.93,35.19', 'E109°55′48″ N35°11′24″', '35.19 109.93', '109°55.8′E 35°11.4′N']),
    run: (bytes) => pointIn(bytes.toString('utf8')),
    mostBytes: 2000,
  },
  'wall-address': {
    corpus: text(['?pitch=1.25&seat=4&tiles=3x2', '?world=drill-1234']),
    run: (bytes) => wallOfAddress(bytes.toString('utf8')),
    mostBytes: 4000,
  },
};

function speeches(body: unknown): boolean {
  return [OpenHelloSchema, ShownSchema, AttentionSchema, PhonePositionSchema].some(
    (schema) => schema.safeParse(body).success,
  );
}
