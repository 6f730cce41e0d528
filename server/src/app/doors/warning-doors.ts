import type { FastifyInstance } from 'fastify';
import { readFeed } from '../../ingest/cap/feed.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import type { Received } from '../signals/incoming-book.ts';
import { type HttpDoors, refuseAll } from './http-door.ts';

const MB = 1024 * 1024;
const RATE = { perSecond: 20, burst: 100 };

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
      mostBytes: MB,
      rate: RATE,
      tokenIn: 'header',
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
        duplicate: status === 'duplicate',
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
      mostBytes: 16 * MB,
      rate: { perSecond: 2, burst: 10 },
      tokenIn: 'header',
    },
    async (call) => {
      const { signals, bytes } = call;
      const feed = readFeed(bytes);
      if (!feed.ok) return refuseAll(call, 'cap-feed', feed.errors);
      const warnings: ReturnType<typeof told>[] = [];
      const refused: { code: string; message: string; path: string; entry: string }[] = [];
      const linked: { id: string; link: string; title: string }[] = [];
      for (const one of feed.refused)
        refused.push({ code: one.code, message: one.message, path: one.path, entry: String(one.index) });
      for (const entry of feed.entries) {
        if (entry.cap === undefined) {
          if (entry.link !== null) linked.push({ id: entry.id, link: entry.link, title: entry.title });
          continue;
        }
        const result = await signals.incoming.receive(entry.cap);
        if (result.ok) warnings.push(...result.received.map(told));
        else refused.push(...result.errors.slice(0, 5).map((error) => ({ ...error, entry: entry.id })));
      }
      const stored = warnings.filter(({ outcome }) => outcome === 'stored').length;
      signals.sources.seen('cap-feed', stored);
      for (const one of refused.slice(0, 20)) signals.sources.refused('cap-feed', one, bytes);
      return {
        entries: feed.entries.length,
        stored,
        duplicates: warnings.filter(({ outcome }) => outcome === 'duplicate').length,
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

function notTaken({ outcome, alert }: Received): { code: string; message: string; path: string } {
  const name = `${alert.sender},${alert.identifier}`;
  return outcome === 'full'
    ? { code: 'chain_full', message: `${name}: too many warnings are in force at once`, path: '/alert' }
    : {
        code: 'identifier_taken',
        message: `${name} was received before with another content; the first stays. Send it under a new identifier`,
        path: '/alert/identifier',
      };
}
