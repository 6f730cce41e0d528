import { SECOND_MS } from '@sitong/shared/kernel/time.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../ingest/contract.ts';
import type { ApiToken } from '../../plumbing/accounts/api-tokens.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireScope } from '../../plumbing/http/identity.ts';
import { TokenBucket } from '../../plumbing/realtime/token-bucket.ts';
import { HistoryUnavailable } from '../../plumbing/signals/copy-writer.ts';
import type { Services } from '../services.ts';
import type { SignalLane } from '../signal-lane.ts';
import type { WorldSignals } from '../signals/world-signals.ts';
import { type DoorDescription, doorSchema } from './door-schema.ts';

/** One way in over HTTP. */
export interface HttpDoor {
  /** Name in the list of sources. */
  source: string;
  path: string;
  methods: ('GET' | 'POST')[];
  summary: string;
  /** Media types taken; a plain name, or `+xml` for a suffix. */
  types: readonly string[];
  /** What a body of this door begins with, for senders that do not name its type. */
  form: BodyForm;
  mostBytes: number;
  /** Requests a second and token, and at once. */
  rate: { perSecond: number; burst: number };
  /** Trackers that cannot send headers may put the token into the address. */
  tokenIn: 'header' | 'header_or_query';
  /** Query parameters, body and answer as `/api/openapi.json` tells them; the door itself parses. */
  described: DoorDescription;
}

export interface DoorCall {
  signals: WorldSignals;
  request: FastifyRequest;
  reply: FastifyReply;
  bytes: Buffer;
  type: string;
  /** World time of arrival. */
  nowMs: number;
}

export type BodyForm = 'xml' | 'json' | 'csv';

const BEGINS: Readonly<Record<BodyForm, RegExp>> = {
  xml: /^(\u00EF\u00BB\u00BF)?\s*</,
  json: /^(\u00EF\u00BB\u00BF)?\s*[[{]/,
  csv: /^[^=&\r\n]*,/,
};

const FORM = 'application/x-www-form-urlencoded';
/** Names that say nothing of what is inside: the door looks for itself. */
const UNNAMED: readonly string[] = ['', 'application/octet-stream', 'binary/octet-stream'];

/** How long a sender waits for the database before it is told to send again. */
const PATIENCE_MS = 10 * SECOND_MS;
const MOST_BUCKETS = 10_000;
const TOO_LARGE = 'the body is larger than this door takes; split it and send the parts';

export class HttpDoors {
  readonly #services: Services;
  readonly #lane: SignalLane;
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #rates = new Map<string, HttpDoor['rate']>();

  constructor(services: Services, lane: SignalLane) {
    this.#services = services;
    this.#lane = lane;
    services.counts.onUsed('door', (key, n) => {
      const rate = this.#rates.get(key.slice(key.indexOf(' ') + 1));
      if (rate !== undefined) this.#bucket(key, rate).takenElsewhere(n, services.now());
    });
  }

  /** Bodies come as bytes, whatever they call themselves; each door checks the type itself. */
  prepare(app: FastifyInstance): void {
    // Descriptions are for readers: a door refuses by its own parser, which keeps what was good.
    app.setValidatorCompiler(() => (value: unknown) => ({ value }));
    app.setSerializerCompiler(() => (value: unknown) => JSON.stringify(value));
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    app.setErrorHandler((error: unknown) => {
      if (error instanceof HistoryUnavailable)
        throw new HttpError(503, 'unavailable', `${error.message}; nothing was taken, send it again`);
      if (codeOf(error) === 'FST_ERR_CTP_BODY_TOO_LARGE') throw new HttpError(413, 'too_large', TOO_LARGE);
      throw error;
    });
  }

  open(app: FastifyInstance, door: HttpDoor, take: (call: DoorCall) => Promise<unknown>): void {
    this.#rates.set(door.source, door.rate);
    for (const method of door.methods) this.#openFor(app, method, door, take);
  }

  #openFor(
    app: FastifyInstance,
    method: HttpDoor['methods'][number],
    door: HttpDoor,
    take: (call: DoorCall) => Promise<unknown>,
  ): void {
    app.route({
      method,
      url: door.path,
      bodyLimit: door.mostBytes,
      config: { rateLimit: false },
      schema: doorSchema(door, method),
      onRequest: async (request, reply) => {
        if (door.tokenIn === 'header_or_query') await this.#tokenFromQuery(request);
        const token = requireScope(request, 'ingest');
        this.#limit(token, door, reply);
        this.#checkType(request, door);
        this.#checkLength(request, door);
      },
      handler: async (request, reply) => {
        const { world } = requireScope(request, 'ingest');
        const signals = this.#lane.of(world);
        if (signals === undefined)
          throw new HttpError(409, 'world_closed', `the world ${world} of this token is no longer open`);
        await signals.ready;
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        // `curl --data-binary` calls every body a form; no form begins like a document.
        if (typeOf(request) === FORM && !takes(door, FORM) && !beginsLike(door.form, bytes))
          throw this.#wrongType(request, door);
        return within(take({ signals, request, reply, bytes, type: typeOf(request), nowMs: signals.nowMs() }));
      },
    });
  }

  async #tokenFromQuery(request: FastifyRequest): Promise<void> {
    if (request.identity !== undefined) return;
    const secret = new URL(request.url, 'http://door').searchParams.get('token');
    if (secret === null || !secret.startsWith('st_')) return;
    const token = await this.#services.apiTokens.of(secret);
    if (token === undefined)
      throw new HttpError(401, 'bad_token', 'this token is unknown or revoked; make a new one in Admin');
    request.identity = { kind: 'token', token };
  }

  #checkType(request: FastifyRequest, door: HttpDoor): void {
    if (request.method === 'GET') return;
    const type = typeOf(request);
    if (UNNAMED.includes(type) || type === FORM || takes(door, type)) return;
    throw this.#wrongType(request, door);
  }

  #wrongType(request: FastifyRequest, door: HttpDoor): HttpError {
    const message = `content-type ${typeOf(request).slice(0, 80)} is not taken here; send ${door.types.join(' or ')}`;
    const facts = { type: typeOf(request).slice(0, 80), allowed: door.types.join(', ') };
    this.#refused(request, door, { code: 'unsupported_type', facts, message, path: 'content-type' });
    return new HttpError(415, 'unsupported_type', message, 'content-type');
  }

  #checkLength(request: FastifyRequest, door: HttpDoor): void {
    if (Number(request.headers['content-length'] ?? 0) <= door.mostBytes) return;
    this.#refused(request, door, {
      code: 'too_large',
      facts: { most: door.mostBytes },
      message: TOO_LARGE,
      path: '',
    });
    throw new HttpError(413, 'too_large', TOO_LARGE);
  }

  /** Listed like every refusal, though no byte of the body was read. */
  #refused(request: FastifyRequest, door: HttpDoor, refusal: Refusal): void {
    const { world } = requireScope(request, 'ingest');
    this.#lane.of(world)?.sources.refused(door.source, refusal, Buffer.alloc(0));
  }

  #bucket(key: string, { perSecond, burst }: HttpDoor['rate']): TokenBucket {
    const known = this.#buckets.get(key);
    if (known !== undefined) return known;
    if (this.#buckets.size >= MOST_BUCKETS) this.#buckets.clear();
    const bucket = new TokenBucket(perSecond, burst, this.#services.now());
    this.#buckets.set(key, bucket);
    return bucket;
  }

  #limit(token: ApiToken, door: HttpDoor, reply: FastifyReply): void {
    const key = `${token.id} ${door.source}`;
    if (this.#bucket(key, door.rate).take(this.#services.now())) {
      this.#services.counts.add('door', key);
      return;
    }
    reply.header('retry-after', '1');
    throw new HttpError(
      429,
      'too_fast',
      `this door takes ${door.rate.perSecond} requests a second of one token; put more into each, or wait`,
    );
  }
}

function typeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function takes(door: HttpDoor, type: string): boolean {
  return door.types.some((taken) => (taken.startsWith('+') ? type.endsWith(taken) : type === taken));
}

/** Whether the bytes begin as such a body must. */
export function beginsLike(form: BodyForm, bytes: Buffer): boolean {
  return BEGINS[form].test(bytes.toString('latin1', 0, 512));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new HistoryUnavailable('the database does not answer');
    timer = setTimeout(() => reject(error), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The answer to an input of which nothing could be kept; every refusal is listed with the bytes. */
export function refuseAll(
  { signals, bytes }: DoorCall,
  source: string,
  refusals: readonly (Refusal & { index?: number })[],
): never {
  const [first] = refusals;
  for (const one of refusals.slice(0, 20)) signals.sources.refused(source, one, bytes);
  const none: Refusal = { code: 'nothing_inside', message: 'there was nothing to take', path: '' };
  const { code, message, path } = first ?? none;
  throw new HttpError(422, code, message, path, refusals.length > 1 ? { refused: refusals.slice(0, 100) } : undefined);
}

/** JSON of the body; 422 with the place when it is none. */
export function jsonOf(call: DoorCall, source: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(call.bytes));
  } catch (error) {
    const message = `the body is no JSON in UTF-8 (${error instanceof Error ? error.message.slice(0, 120) : ''})`;
    return refuseAll(call, source, [{ code: 'json_invalid', message, path: '' }]);
  }
}
