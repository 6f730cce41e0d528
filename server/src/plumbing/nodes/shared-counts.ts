import { z } from 'zod';
import { jsonOf, MESSAGE, type NodeLine } from './node-line.ts';

const CountsSchema = z
  .record(z.string().max(200), z.number().int().positive())
  .refine((counts) => Object.keys(counts).length <= 5000);

const TELL_EVERY_MS = 250;
const MOST_KEYS = 5000;

/**
 * What was used up of a limit at one node counts at the others, a moment later. Nobody waits for anybody: each node
 * decides by its own count and what it was told, so with the line down every node keeps the limit by itself.
 */
export class SharedCounts {
  readonly #line: NodeLine | undefined;
  readonly #listeners = new Map<string, (key: string, n: number) => void>();
  readonly #stops: (() => void)[] = [];
  #waiting = new Map<string, number>();

  constructor(line: NodeLine | undefined) {
    this.#line = line;
    if (line === undefined) return;
    const timer = setInterval(() => this.#tell(), TELL_EVERY_MS);
    this.#stops = [
      () => clearInterval(timer),
      line.subscribe('counts', ({ kind, body }) => {
        if (kind === MESSAGE.counts) this.#hear(body);
      }),
    ];
  }

  /** One more use of `key` under the limit `room`, which has no colon. */
  add(room: string, key: string): void {
    if (this.#line === undefined) return;
    const name = `${room}:${key}`;
    const before = this.#waiting.get(name);
    // More keys in a quarter of a second than that are an attack, and each node holds it off by itself.
    if (before === undefined && this.#waiting.size >= MOST_KEYS) return;
    this.#waiting.set(name, (before ?? 0) + 1);
  }

  /** Told of uses at other nodes. */
  onUsed(room: string, listener: (key: string, n: number) => void): void {
    this.#listeners.set(room, listener);
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #tell(): void {
    if (this.#waiting.size === 0) return;
    const counts = Object.fromEntries(this.#waiting);
    this.#waiting = new Map();
    this.#line?.publish('counts', MESSAGE.counts, Buffer.from(JSON.stringify(counts)));
  }

  #hear(body: Buffer): void {
    const said = CountsSchema.safeParse(jsonOf(body));
    if (!said.success) {
      this.#line?.malformed();
      return;
    }
    for (const [name, n] of Object.entries(said.data)) {
      const colon = name.indexOf(':');
      this.#listeners.get(name.slice(0, colon))?.(name.slice(colon + 1), n);
    }
  }
}
