import type { FastifyInstance } from 'fastify';
import type { ParseResult, PositionFix } from '../../ingest/contract.ts';
import { isDeviceName } from '../../ingest/field-text.ts';
import { parseOsmandJson, parseOsmandParams } from '../../ingest/osmand/parse-osmand.ts';
import { parseOwntracks } from '../../ingest/owntracks/parse-owntracks.ts';
import { parseTrack } from '../../ingest/track/parse-track.ts';
import { type DoorCall, type HttpDoors, jsonOf, refuseAll } from './http-door.ts';

const MB = 1024 * 1024;
const FORM = 'application/x-www-form-urlencoded';
const TRACKERS = { perSecond: 300, burst: 900 };

/** The page of a signed-in team leader is the one source of these terminals. */
const RESERVED = 'phone:';

/** Trackers over HTTP: OsmAnd and Traccar client, OwnTracks, track files. */
export function positionDoors(app: FastifyInstance, doors: HttpDoors): void {
  doors.open(
    app,
    {
      source: 'osmand',
      path: '/api/ingest/osmand',
      methods: ['GET', 'POST'],
      summary: 'One position by the OsmAnd protocol (Traccar client): query, form or JSON',
      types: [FORM, 'application/json', ''],
      mostBytes: MB,
      rate: TRACKERS,
      tokenIn: 'header_or_query',
    },
    async (call) => {
      const { request, bytes, type, nowMs } = call;
      if (request.method === 'POST' && type === 'application/json')
        return take(call, 'osmand', parseOsmandJson(jsonOf(call, 'osmand'), nowMs));
      const params = new URL(request.url, 'http://door').searchParams;
      if (type === FORM)
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
      types: ['application/json'],
      mostBytes: MB,
      rate: TRACKERS,
      tokenIn: 'header_or_query',
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
      summary: 'A GPX or KML file as position history of ?terminal=',
      types: ['application/gpx+xml', 'application/vnd.google-earth.kml+xml', 'application/xml', 'text/xml', '+xml'],
      mostBytes: 32 * MB,
      rate: { perSecond: 2, burst: 10 },
      tokenIn: 'header',
    },
    async (call) => {
      const terminal = new URL(call.request.url, 'http://door').searchParams.get('terminal') ?? '';
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

async function take(call: DoorCall, source: string, parsed: ParseResult<PositionFix>): Promise<unknown> {
  const { signals, bytes, nowMs } = call;
  const reserved = parsed.accepted.flatMap((fix, index) =>
    fix.terminal.startsWith(RESERVED)
      ? [
          {
            code: 'terminal_reserved',
            message: `names beginning with ${RESERVED} belong to phone pages`,
            path: 'id',
            index,
          },
        ]
      : [],
  );
  const accepted =
    reserved.length === 0 ? parsed.accepted : parsed.accepted.filter((fix) => !fix.terminal.startsWith(RESERVED));
  const refused = [...parsed.refused, ...reserved];
  if (accepted.length === 0 && refused.length > 0) return refuseAll(call, source, refused);
  await signals.positions.accept(accepted, nowMs);
  signals.sources.seen(source, accepted.length);
  for (const one of refused.slice(0, 20)) signals.sources.refused(source, one, bytes);
  return {
    stored: accepted.length,
    terminals: [...new Set(accepted.map(({ terminal }) => terminal))].slice(0, 100),
    refused: refused.slice(0, 100),
    notes: parsed.notes.slice(0, 100),
  };
}
