import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readFeed } from '../../ingest/cap/feed.ts';
import type { Refusal } from '../../ingest/contract.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import type { Received } from '../signals/incoming-book.ts';
import { answerOf } from './door-schema.ts';
import { type HttpDoors, refuseAll } from './http-door.ts';

const MB = 1024 * 1024;
const RATE = { perSecond: 20, burst: 100 };

const ToldSchema = z.looseObject({
  outcome: z.enum(['stored', 'duplicate', 'conflict', 'full']),
  identifier: z.string(),
  sender: z.string(),
  sent: z.string(),
  status: z.string(),
  msgType: z.string(),
  state: z.enum(['active', 'expired', 'cancelled', 'superseded', 'not-live']),
});
const CAP_EXAMPLE = `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>61052541600000_20260712161500</identifier><sender>met@example.cn</sender><sent>2026-07-12T16:15:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty><expires>2026-07-12T22:15:00+08:00</expires><headline>澄城县气象台发布暴雨橙色预警[II级/严重]</headline><area><areaDesc>澄城县</areaDesc><geocode><valueName>CPEAS Geographic Code</valueName><value>610525000000</value></geocode></area></info></alert>`;
const FEED_EXAMPLE = `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:feed</id><title>warnings</title><updated>2026-07-12T16:15:00+08:00</updated><entry><id>urn:1</id><title>暴雨橙色预警</title><updated>2026-07-12T16:15:00+08:00</updated><content type="text/xml">${CAP_EXAMPLE}</content></entry></feed>`;

/** Warnings of other bodies: CAP, EDXL-DE, and feeds that carry them. */
export function warningDoors(app: FastifyInstance, doors: HttpDoors): void {
  doors.open(
    app,
    {
      source: 'cap',
      path: '/api/ingest/cap',
      methods: ['POST'],
      summary: 'One CAP message or EDXL-DE envelope; a repeat is answered 200 with duplicate',
      types: ['application/cap+xml', 'application/xml', 'text/xml', '+xml'],
      form: 'xml',
      mostBytes: MB,
      rate: RATE,
      tokenIn: 'header',
      described: {
        body: z.string().meta({ example: CAP_EXAMPLE }),
        answer: answerOf({ status: z.enum(['stored', 'duplicate']), warnings: z.array(ToldSchema) }),
        stored: 201,
      },
    },
    async (call) => {
      const { signals, bytes, reply } = call;
      const result = await signals.incoming.receive(bytes);
      if (!result.ok) return refuseAll(call, 'cap', result.errors);
      for (const one of result.refused.slice(0, 20)) signals.sources.refused('cap', one, bytes);
      const { received } = result;
      signals.sources.seen('cap', received.filter(({ outcome }) => outcome === 'stored').length);
      const conflict = received.find(({ outcome }) => outcome === 'conflict' || outcome === 'full');
      if (conflict !== undefined) {
        const refusal = notTaken(conflict);
        signals.sources.refused('cap', refusal, bytes);
        if (received.every(({ outcome }) => outcome === 'conflict' || outcome === 'full'))
          throw new HttpError(409, refusal.code, refusal.message, refusal.path);
      }
      const status = received.some(({ outcome }) => outcome === 'stored') ? 'stored' : 'duplicate';
      reply.code(status === 'stored' ? 201 : 200);
      return {
        status,
        stored: received.filter(({ outcome }) => outcome === 'stored').length,
        duplicate: status === 'duplicate',
        duplicates: received.filter(({ outcome }) => outcome === 'duplicate').length,
        warnings: received.map(told),
        refused: result.refused.slice(0, 100),
        notes: result.notes.slice(0, 100),
      };
    },
  );
  doors.open(
    app,
    {
      source: 'cap-feed',
      path: '/api/ingest/cap-feed',
      methods: ['POST'],
      summary: 'An Atom or RSS feed; the messages it carries are taken, its links are listed, never fetched',
      types: ['application/atom+xml', 'application/rss+xml', 'application/xml', 'text/xml', '+xml'],
      form: 'xml',
      mostBytes: 16 * MB,
      rate: { perSecond: 5, burst: 60 },
      tokenIn: 'header',
      described: {
        body: z.string().meta({ example: FEED_EXAMPLE }),
        answer: answerOf({ entries: z.number().int(), warnings: z.array(ToldSchema) }),
        stored: 200,
      },
    },
    async (call) => {
      const { signals, bytes } = call;
      const feed = readFeed(bytes);
      if (!feed.ok) return refuseAll(call, 'cap-feed', feed.errors);
      const warnings: ReturnType<typeof told>[] = [];
      const refused: (Refusal & { entry: string })[] = [];
      const linked: { id: string; link: string; title: string }[] = [];
      for (const one of feed.refused) refused.push({ ...one, entry: String(one.index) });
      for (const entry of feed.entries) {
        if (entry.cap === undefined) {
          if (entry.link !== null) linked.push({ id: entry.id, link: entry.link, title: entry.title });
          continue;
        }
        const result = await signals.incoming.receive(entry.cap);
        if (result.ok) warnings.push(...result.received.map(told));
        else refused.push(...result.errors.slice(0, 5).map((error) => ({ ...error, entry: entry.id })));
      }
      if (warnings.length + linked.length === 0 && refused.length > 0) return refuseAll(call, 'cap-feed', refused);
      const stored = warnings.filter(({ outcome }) => outcome === 'stored').length;
      const duplicates = warnings.filter(({ outcome }) => outcome === 'duplicate').length;
      signals.sources.seen('cap-feed', stored);
      for (const one of refused.slice(0, 20)) signals.sources.refused('cap-feed', one, bytes);
      return {
        entries: feed.entries.length,
        stored,
        duplicate: stored === 0 && duplicates > 0,
        duplicates,
        warnings: warnings.slice(0, 200),
        linked: linked.slice(0, 200),
        refused: refused.slice(0, 200),
        notes: feed.notes,
      };
    },
  );
}

function told({ outcome, id, alert, state, shown }: Received) {
  const { identifier, sender, sent, msgType, status } = alert;
  return {
    outcome,
    id,
    identifier,
    sender,
    sent,
    status,
    msgType,
    state,
    ...(shown === undefined
      ? {}
      : {
          headline: shown.headline,
          level: shown.level,
          divisions: shown.divisions,
          where: shown.where,
          notes: shown.notes,
        }),
  };
}

function notTaken({ outcome, alert }: Received): Refusal {
  const name = `${alert.sender},${alert.identifier}`;
  return outcome === 'full'
    ? {
        code: 'chain_full',
        facts: { name },
        message: `${name}: too many warnings are in force at once`,
        path: '/alert',
      }
    : {
        code: 'identifier_taken',
        facts: { name },
        message: `${name} was received before with another content; the first stays. Send it under a new identifier`,
        path: '/alert/identifier',
      };
}
