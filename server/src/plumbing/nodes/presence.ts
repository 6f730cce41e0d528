import { z } from 'zod';
import { jsonOf, MESSAGE, type NodeLine } from './node-line.ts';

const PersonSchema = z.object({
  person: z.string().max(64),
  name: z.string().max(80),
  world: z.string().max(64),
  screen: z.string().max(24),
  division: z.string().max(12).optional(),
  sinceMs: z.number(),
});
/** One screen and who sits before it. */
export type PersonHere = z.infer<typeof PersonSchema>;

const PeopleSchema = z.object({ name: z.string().max(80), people: z.array(PersonSchema).max(5000) });

export interface PersonThere extends PersonHere {
  node: string;
  /** Server time when this node last heard of it; its own are always now. */
  heardMs: number;
}

export interface PresenceOptions {
  /** Undefined: this node is alone. */
  line: NodeLine | undefined;
  /** Of this node, as shown. */
  name: string;
  now: () => number;
}

const LOOK_EVERY_MS = 1000;
const TELL_EVERY_MS = 5000;
/** What a node said is believed for so long; it says it again every 5 s. */
export const PRESENCE_LOST_MS = 15_000;

/** Who is signed in at which screen, on which node. Kept nowhere: each node tells its own, and silence forgets it. */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #others = new Map<string, { name: string; people: PersonHere[]; heardMs: number }>();
  readonly #stops: (() => void)[] = [];
  /** Screens of this node; the gateway is made later and tells. */
  own: () => readonly PersonHere[] = () => [];
  #told = '';
  #toldMs = Number.NEGATIVE_INFINITY;

  constructor(options: PresenceOptions) {
    this.#options = options;
    const { line } = options;
    if (line === undefined) return;
    const timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#stops = [
      () => clearInterval(timer),
      line.subscribe('people', ({ kind, node, body }) => {
        if (kind === MESSAGE.people) this.#hear(node, body);
      }),
      line.onHello(() => this.#tell()),
    ];
  }

  /** Everybody in one world, by name; each screen once. */
  list(world: string): PersonThere[] {
    const { name, now } = this.#options;
    const nowMs = now();
    const here = this.own().map((person) => ({ ...person, node: name, heardMs: nowMs }));
    const there = [...this.#others.values()]
      .filter(({ heardMs }) => nowMs - heardMs <= PRESENCE_LOST_MS)
      .flatMap((other) => other.people.map((person) => ({ ...person, node: other.name, heardMs: other.heardMs })));
    return [...here, ...there]
      .filter((person) => person.world === world)
      .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN') || a.sinceMs - b.sinceMs);
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #look(): void {
    const nowMs = this.#options.now();
    for (const [node, { heardMs }] of this.#others) if (nowMs - heardMs > PRESENCE_LOST_MS) this.#others.delete(node);
    const text = this.#text();
    if (text !== this.#told || performance.now() - this.#toldMs >= TELL_EVERY_MS) this.#tell(text);
  }

  #text(): string {
    return JSON.stringify({ name: this.#options.name, people: this.own().slice(0, 5000) });
  }

  #tell(text = this.#text()): void {
    if (this.#options.line?.publish('people', MESSAGE.people, Buffer.from(text)) !== 'sent') return;
    this.#told = text;
    this.#toldMs = performance.now();
  }

  #hear(node: string, body: Buffer): void {
    const said = PeopleSchema.safeParse(jsonOf(body));
    if (said.success) this.#others.set(node, { ...said.data, heardMs: this.#options.now() });
    else this.#options.line?.malformed();
  }
}
