import { z } from 'zod';
import { RedisPair } from './redis-pair.ts';

/** `shared`: what we say comes back to us within 3 s. `stored`: it does not, and nobody hears us either. */
export type LineState = { kind: 'shared' | 'stored'; sinceMs: number };

export interface Peer {
  node: string;
  name: string;
  sockets: number;
  heardMs: number;
}

export interface NodeLineOptions {
  url: string;
  /** Of this process; another one at the next start. */
  node: string;
  name: string;
  /** Names the database: two counties may share one Redis. */
  deployment: string;
  now: () => number;
  onError: (error: unknown, what: string) => void;
}

const BEAT_EVERY_MS = 1000;
export const LINE_LOST_MS = 3000;
/** A node that was not heard for so long is no longer counted. */
const PEER_LOST_MS = 5000;
const RENEW_AFTER_MS = 15_000;
const MOST_PEERS = 64;
const ID_BYTES = 16;
/** Kind, three spare bytes, sequence number, node. */
const HEAD_BYTES = 8 + ID_BYTES;

const BeatSchema = z.object({ name: z.string().max(80), sockets: z.number().int().nonnegative() });

/** What travels in a channel: the kinds are told apart by a byte. */
export const MESSAGE = { beat: 1, positions: 2, signals: 3, people: 4, counts: 5, hello: 6 } as const;
export type MessageKind = (typeof MESSAGE)[keyof typeof MESSAGE];

export interface NodeMessage {
  kind: number;
  node: string;
  body: Buffer;
}

/**
 * The line between the nodes of one deployment. Latest values only: what is lost is replaced by its successor or read
 * from the database. Its health is what it does: a beat a second that has to come back to its sender.
 */
export class NodeLine {
  readonly #options: NodeLineOptions;
  readonly #id: Buffer;
  readonly #pair: RedisPair;
  readonly #peers = new Map<string, Peer>();
  readonly #stateListeners = new Set<(state: LineState) => void>();
  readonly #helloListeners = new Set<() => void>();
  readonly #next = new Map<string, number>();
  readonly #last = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  #state: LineState;
  #echoMs = Number.NEGATIVE_INFINITY;
  #renewedMs: number;
  /** Sockets of this node, told with the beat. */
  sockets: () => number = () => 0;
  readonly count = { received: 0, malformed: 0, missed: 0, outages: 0 };

  constructor(options: NodeLineOptions) {
    this.#options = options;
    this.#id = Buffer.from(options.node.replaceAll('-', ''), 'hex');
    this.#renewedMs = performance.now();
    this.#state = { kind: 'stored', sinceMs: options.now() };
    this.#pair = new RedisPair({
      url: options.url,
      onError: options.onError,
      onHearing: () => {
        this.#beat();
        this.publish('nodes', MESSAGE.hello, Buffer.alloc(0));
      },
    });
    this.subscribe('nodes', (message) => this.#heard(message));
    this.#timer = setInterval(() => this.#look(), BEAT_EVERY_MS);
  }

  get node(): string {
    return this.#options.node;
  }
  get state(): LineState {
    return this.#state;
  }
  get sent(): Readonly<RedisPair['count']> {
    return this.#pair.count;
  }

  /** Other nodes heard lately. */
  peers(): readonly Peer[] {
    return [...this.#peers.values()];
  }

  onState(listener: (state: LineState) => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  /** A node has come (back): whoever keeps a list for others tells it again. */
  onHello(listener: () => void): () => void {
    this.#helloListeners.add(listener);
    return () => this.#helloListeners.delete(listener);
  }

  publish(room: string, kind: MessageKind, body: Uint8Array): 'sent' | 'dropped' {
    const seq = (this.#next.get(room) ?? 0) + 1;
    this.#next.set(room, seq);
    const message = Buffer.allocUnsafe(HEAD_BYTES + body.byteLength);
    message.fill(0, 0, 4);
    message[0] = kind;
    message.writeUInt32LE(seq >>> 0, 4);
    message.set(this.#id, 8);
    message.set(body, HEAD_BYTES);
    return this.#pair.publish(this.#channel(room), message);
  }

  /** Messages of the other nodes; `missed` is called when one was lost on the way. */
  subscribe(room: string, listener: (message: NodeMessage) => void, missed: () => void = () => undefined): () => void {
    return this.#pair.subscribe(this.#channel(room), (bytes) => {
      if (bytes.byteLength < HEAD_BYTES) {
        this.count.malformed += 1;
        return;
      }
      const node = bytes.toString('hex', 8, HEAD_BYTES);
      const own = bytes.compare(this.#id, 0, ID_BYTES, 8, HEAD_BYTES) === 0;
      if (own) {
        if (bytes[0] === MESSAGE.beat) this.#echo();
        return;
      }
      this.count.received += 1;
      const seq = bytes.readUInt32LE(4);
      const key = `${room} ${node}`;
      const last = this.#last.get(key);
      if (last === undefined && this.#last.size > 10_000) this.#last.clear();
      this.#last.set(key, seq);
      if (last !== undefined && seq !== last + 1) {
        this.count.missed += 1;
        missed();
      }
      listener({ kind: bytes[0] ?? 0, node, body: bytes.subarray(HEAD_BYTES) });
    });
  }

  malformed(): void {
    this.count.malformed += 1;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#pair.close();
  }

  #channel(room: string): string {
    return `sitong:${this.#options.deployment}:${room}`;
  }

  #beat(): void {
    const beat = { name: this.#options.name, sockets: this.sockets() };
    this.publish('nodes', MESSAGE.beat, Buffer.from(JSON.stringify(beat)));
  }

  #heard({ kind, node, body }: NodeMessage): void {
    if (kind === MESSAGE.hello) {
      this.#beat();
      for (const listener of this.#helloListeners) listener();
      return;
    }
    if (kind !== MESSAGE.beat) return;
    const beat = BeatSchema.safeParse(jsonOf(body));
    if (!beat.success) {
      this.count.malformed += 1;
      return;
    }
    if (this.#peers.size >= MOST_PEERS && !this.#peers.has(node)) return;
    this.#peers.set(node, { node, ...beat.data, heardMs: this.#options.now() });
  }

  #echo(): void {
    this.#echoMs = performance.now();
    this.#become('shared');
  }

  #look(): void {
    const now = performance.now();
    const nowMs = this.#options.now();
    for (const [node, peer] of this.#peers) if (nowMs - peer.heardMs > PEER_LOST_MS) this.#peers.delete(node);
    if (now - this.#echoMs > LINE_LOST_MS) {
      this.#become('stored');
      if (now - Math.max(this.#echoMs, this.#renewedMs) > RENEW_AFTER_MS) {
        this.#renewedMs = now;
        this.#pair.renew();
      }
    }
    this.#beat();
  }

  #become(kind: LineState['kind']): void {
    if (this.#state.kind === kind) return;
    this.#state = { kind, sinceMs: this.#options.now() };
    if (kind === 'stored') this.count.outages += 1;
    for (const listener of this.#stateListeners) listener(this.#state);
  }
}

/** JSON of a message body; undefined when it is none. */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // Whatever it was, the schema behind this refuses it and it is counted there.
    return undefined;
  }
}
