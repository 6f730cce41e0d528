import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isDeviceName } from '../../ingest/field-text.ts';
import { parseOsmandBodies, parseOsmandParams } from '../../ingest/osmand/parse-osmand.ts';
import { parseOwntracks } from '../../ingest/owntracks/parse-owntracks.ts';
import { parseTrack } from '../../ingest/track/parse-track.ts';
import type { Services } from '../services.ts';
import { answerOf } from './door-schema.ts';
import { beginsLike, type DoorCall, type HttpDoors, jsonOf, refuseAll } from './http-door.ts';
import { takeFixes } from './take-fixes.ts';

const MB = 1024 * 1024;
const FORM = 'application/x-www-form-urlencoded';
const TRACKERS = { perSecond: 300, burst: 900 };

const AnswerSchema = answerOf({ terminals: z.array(z.string()) });

const OsmandQuerySchema = z.object({
  id: z.string().describe('Name of the device, 1 to 64 printable characters; also as deviceid'),
  lat: z.string().optional().describe('Degrees, −90 to 90'),
  lon: z.string().optional().describe('Degrees, −180 to 180'),
  timestamp: z.string().optional().describe('Epoch seconds or milliseconds, or ISO 8601 (UTC when it has no offset)'),
  speed: z.string().optional().describe('Knots'),
  bearing: z.string().optional().describe('Degrees from true north; also as heading'),
  altitude: z.string().optional().describe('Metres'),
  accuracy: z.string().optional().describe('Metres'),
  batt: z.string().optional().describe('Percent'),
  valid: z.string().optional().describe('true or false: whether the receiver has a fix'),
  token: z.string().optional().describe('The API token, for trackers that cannot send headers'),
});

const OSMAND_BODY = {
  device_id: 'truck-7',
  location: { timestamp: '2026-07-12T16:15:00+08:00', coords: { latitude: 35.19, longitude: 109.93, speed: 5.1 } },
};
const OWNTRACKS_BODY = { _type: 'location', tid: 'w1', lat: 35.19, lon: 109.93, tst: 1783844100, vel: 18, cog: 90 };
const GPX_BODY =
  '<gpx version="1.1"><trk><trkseg><trkpt lat="35.19" lon="109.93"><time>2026-07-12T08:15:00Z</time></trkpt></trkseg></trk></gpx>';

/** Trackers over HTTP: OsmAnd and Traccar client, OwnTracks, track files. */
export function positionDoors(app: FastifyInstance, doors: HttpDoors, { pool }: Services): void {
  const take = takeFixes(pool);
  doors.open(
    app,
    {
      source: 'osmand',
      path: '/api/ingest/osmand',
      methods: ['GET', 'POST'],
      summary: 'One position by the OsmAnd protocol (Traccar client): query, form or JSON',
      types: [FORM, 'application/json'],
      form: 'json',
      mostBytes: MB,
      rate: TRACKERS,
      tokenIn: 'header_or_query',
      described: {
        query: OsmandQuerySchema.partial(),
        body: z.looseObject({}).meta({ example: OSMAND_BODY }),
        answer: AnswerSchema,
        stored: 200,
      },
    },
    async (call) => {
      const { request, bytes, type, nowMs } = call;
      if (request.method === 'POST' && (type === 'application/json' || beginsLike('json', bytes)))
        return take(call, 'osmand', parseOsmandBodies(jsonOf(call, 'osmand'), nowMs));
      const params = new URL(request.url, 'http://door').searchParams;
      if (bytes.length > 0)
        for (const [key, value] of new URLSearchParams(bytes.toString('utf8'))) params.append(key, value);
      params.delete('token');
      const heard = bytes.length > 0 ? call : { ...call, bytes: Buffer.from(params.toString()) };
      return take(heard, 'osmand', parseOsmandParams(params, nowMs));
    },
  );
  doors.open(
    app,
    {
      source: 'owntracks',
      path: '/api/ingest/owntracks',
      methods: ['POST'],
      summary: 'OwnTracks JSON, one message or an array; user and device by X-Limit-U and X-Limit-D or ?u=&d=',
      types: ['application/json', '+json'],
      form: 'json',
      mostBytes: MB,
      rate: TRACKERS,
      tokenIn: 'header_or_query',
      described: {
        query: z.object({ u: z.string().optional(), d: z.string().optional() }),
        body: z.looseObject({}).meta({ example: OWNTRACKS_BODY }),
        answer: AnswerSchema,
        stored: 200,
      },
    },
    async (call) => {
      const { request, nowMs } = call;
      const params = new URL(request.url, 'http://door').searchParams;
      const user = params.get('u') ?? header(call, 'x-limit-u');
      const device = params.get('d') ?? header(call, 'x-limit-d');
      const topic = user === undefined || device === undefined ? null : `owntracks/${user}/${device}`;
      return take(call, 'owntracks', parseOwntracks(jsonOf(call, 'owntracks'), topic, nowMs));
    },
  );
  doors.open(
    app,
    {
      source: 'track',
      path: '/api/ingest/track',
      methods: ['POST'],
      summary: 'A GPX or KML file as position history of ?terminal=; without one the file names its own terminal',
      types: ['application/gpx+xml', 'application/vnd.google-earth.kml+xml', 'application/xml', 'text/xml', '+xml'],
      form: 'xml',
      mostBytes: 32 * MB,
      rate: { perSecond: 5, burst: 60 },
      tokenIn: 'header',
      described: {
        query: z.object({ terminal: z.string().optional() }),
        body: z.string().meta({ example: GPX_BODY }),
        answer: AnswerSchema,
        stored: 200,
      },
    },
    async (call) => {
      const params = new URL(call.request.url, 'http://door').searchParams;
      const named = params.get('terminal') ?? params.get('id');
      // The same file names the same terminal, so that sending it again adds nothing.
      const terminal = named ?? `track:${createHash('sha256').update(call.bytes).digest('hex').slice(0, 12)}`;
      if (!isDeviceName(terminal)) {
        const message = 'name the terminal: /api/ingest/track?terminal=…, 1 to 64 printable characters';
        return refuseAll(call, 'track', [{ code: 'terminal_missing', message, path: 'terminal' }]);
      }
      return take(call, 'track', parseTrack(call.bytes, terminal, call.nowMs));
    },
  );
}

function header({ request }: DoorCall, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
