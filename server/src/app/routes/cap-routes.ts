import { createHash } from 'node:crypto';
import { LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { DAY_MS, toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type OutgoingWarning, WarningIdentifierSchema } from '../../channels/cap-feed/outgoing-warning.ts';
import { writeAtomFeed } from '../../channels/cap-feed/write-atom-feed.ts';
import { writeCap } from '../../channels/cap-feed/write-cap.ts';
import {
  issuedWarnings,
  supersededBy,
  type WarningRow,
  warningByIdentifier,
} from '../../pillars/release/views/read-warnings.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { cancelMessage, countyName, issuedMessage } from '../outbound/cap-messages.ts';
import type { Services } from '../services.ts';

/** Ended warnings stay in the feed this long, so that a reader that was away learns of the end. */
const KEPT_MS = 3 * DAY_MS;

const WorldQuerySchema = z.object({ world: WorldIdSchema.default(LIVE) });

/** Our warnings for other systems: an Atom index and CAP 1.2 messages. Open to all, as the warnings are. */
export function capRoutes({ pool, worlds, master, config }: Services): FastifyPluginAsyncZod {
  const around = (world: string) => ({
    county: master.county,
    mode: world === LIVE ? ('live' as const) : ('exercise' as const),
  });
  const nowOf = (world: string): number => {
    const open = worlds.get(world);
    if (open === undefined) throw new HttpError(404, 'world_unknown', `no open world ${world}`);
    return open.runtime.nowMs();
  };
  const messagesOf = async (world: string, row: WarningRow): Promise<OutgoingWarning[]> => {
    const before = await supersededBy(pool, world, row);
    const surroundings = { ...around(world), before };
    return [cancelMessage(row, surroundings), issuedMessage(row, surroundings)].filter((one) => one !== undefined);
  };

  return async (app) => {
    app.get(
      '/api/cap/feed.atom',
      {
        schema: {
          tags: ['cap'],
          summary: 'Atom index of our warnings, newest first; `?world=` of a drill gives Exercise messages',
          querystring: WorldQuerySchema,
        },
      },
      async (request, reply) => {
        const { world } = request.query;
        const rows = await issuedWarnings(pool, world, new Date(nowOf(world) - KEPT_MS));
        const messages = (await Promise.all(rows.map((row) => messagesOf(world, row)))).flat();
        messages.sort((a, b) => b.sent.localeCompare(a.sent));
        const base = baseOf(request, config.publicUrl);
        const query = world === LIVE ? '' : `?world=${world}`;
        const self = `${base}/api/cap/feed.atom${query}`;
        const title = `${countyName(master.county)}预警${world === LIVE ? '' : '（演练）'}`;
        const updated = messages[0]?.sent ?? toTimestamp(0);
        const feed = writeAtomFeed(
          { id: self, title, author: `${countyName(master.county)}应急管理局`, selfUrl: self, updated },
          messages.map(({ identifier, zh, areas, sent }) => ({
            identifier,
            title: zh.headline,
            summary: areas.map(({ areaDesc }) => areaDesc).join('、'),
            updated: sent,
            capUrl: `${base}/api/cap/${identifier}.xml${query}`,
          })),
        );
        return sendTagged(request, reply, 'application/atom+xml; charset=utf-8', feed);
      },
    );
    app.get(
      '/api/cap/:file',
      {
        schema: {
          tags: ['cap'],
          summary: 'One CAP 1.2 message: /api/cap/<identifier>.xml',
          params: z.object({ file: z.string().max(200) }),
          querystring: WorldQuerySchema,
        },
      },
      async (request, reply) => {
        const { world } = request.query;
        nowOf(world);
        const asked = /^(.*)\.xml$/.exec(request.params.file)?.[1] ?? request.params.file;
        const parsed = WarningIdentifierSchema.safeParse(asked);
        if (!parsed.success) throw new HttpError(404, 'no_message', `no warning message ${asked} was issued`, 'file');
        const identifier = parsed.data;
        const row = await warningByIdentifier(pool, world, identifier);
        const messages = row === undefined ? [] : await messagesOf(world, row);
        const message = messages.find((one) => one.identifier === identifier);
        if (message === undefined)
          throw new HttpError(404, 'no_message', `no warning message ${identifier} was issued`);
        return sendTagged(request, reply, 'application/cap+xml; charset=utf-8', writeCap(message));
      },
    );
  };
}

function baseOf(request: FastifyRequest, publicUrl: string | null): string {
  return publicUrl ?? `${request.protocol}://${request.host}`;
}

/** Asked for again and again by many readers: unchanged costs no body. */
export function sendTagged(request: FastifyRequest, reply: FastifyReply, type: string, body: string): FastifyReply {
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 24)}"`;
  reply.header('etag', tag).header('cache-control', 'public, no-cache');
  const asked = request.headers['if-none-match'];
  if (asked?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)) return reply.code(304).send();
  return reply.type(type).send(body);
}
