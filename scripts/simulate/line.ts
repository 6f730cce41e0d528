import type { Chance } from './chance.ts';
import type { VirtualTime } from './virtual-time.ts';

/**
 * `tcp`: in order, nothing lost or doubled while the line holds; it may break, or go silent, at any moment.
 * `lossy`: single messages are lost, doubled and overtaken besides, which TCP never does: the sequence numbers alone
 * must hold the screens together.
 */
export type Weather = 'tcp' | 'lossy';

export type Side = 'screen' | 'node';

/** Messages that belong together travel together: what one turn of the server gave to one reader. */
export interface Message {
  name: string;
  /** As on the wire. */
  text: string;
  /** Answers find their question by it. */
  n?: number;
}

export interface End {
  hear(message: Message, line: Line): void;
  /** The line is gone, and this end has noticed. */
  gone(line: Line): void;
}

/** How long either end takes to notice that the other is gone without a word. */
const PING_MS = 18_000;
const LOSSY: readonly string[] = ['events', 'head', 'intent', 'answer'];

/** One connection between a screen and a node. */
export class Line {
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  readonly #weather: Weather;
  readonly #ends: Record<Side, End>;
  readonly #arrivesMs: Record<Side, number> = { screen: 0, node: 0 };
  readonly #noticed = new Set<Side>();
  #state: 'through' | 'silent' | 'ended' = 'through';

  constructor(time: VirtualTime, chance: Chance, weather: Weather, ends: Record<Side, End>) {
    this.#time = time;
    this.#chance = chance;
    this.#weather = weather;
    this.#ends = ends;
  }

  get open(): boolean {
    return this.#state !== 'ended';
  }

  send(to: Side, message: Message): void {
    if (this.#state !== 'through') return;
    const lossy = this.#weather === 'lossy' && LOSSY.includes(message.name);
    if (lossy && this.#chance.happens(0.04)) return;
    this.#carry(to, message, lossy && this.#chance.happens(0.1) ? 'overtaken' : 'in order');
    if (lossy && this.#chance.happens(0.04)) this.#carry(to, message, 'overtaken');
  }

  #carry(to: Side, message: Message, how: 'in order' | 'overtaken'): void {
    const now = this.#time.now();
    const slow = how === 'overtaken' ? this.#chance.between(50, 900) : this.#chance.between(1, 60);
    const atMs = how === 'overtaken' ? now + slow : Math.max(this.#arrivesMs[to], now + slow);
    if (how === 'in order') this.#arrivesMs[to] = atMs;
    this.#time.after(atMs - now, () => {
      if (this.#state === 'through') this.#ends[to].hear(message, this);
    });
  }

  /** Both ends learn of it soon; what is on its way is lost. */
  cut(): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    for (const side of ['screen', 'node'] as const)
      this.#time.after(this.#chance.between(0, 200), () => this.#notice(side));
  }

  /** Half-open: nothing comes through any more and nobody is told; pings find out in the end. */
  fallSilent(): void {
    if (this.#state !== 'through') return;
    this.#state = 'silent';
    this.#time.after(PING_MS, () => this.#notice('node'));
    this.#time.after(PING_MS, () => this.#notice('screen'));
  }

  /** One end hangs up. The other learns of it, unless the line is silent: then only its own pings tell it. */
  hangUp(by: Side): void {
    const before = this.#state;
    this.#state = 'ended';
    this.#notice(by);
    const other: Side = by === 'screen' ? 'node' : 'screen';
    if (before === 'through') this.#time.after(this.#chance.between(1, 60), () => this.#notice(other));
  }

  #notice(side: Side): void {
    if (this.#noticed.has(side)) return;
    this.#noticed.add(side);
    this.#state = 'ended';
    this.#ends[side].gone(this);
  }
}
