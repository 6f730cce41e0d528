import { setTimeout as pause } from 'node:timers/promises';
import { LiveClient } from '@sitong/server/testing/live-client.ts';
import type { NodesScene } from './two-nodes.ts';

const TRUCKS = 5;
const EVERY_MS = 1000;
/** A hundred-thousandth of a degree of longitude: what a fix is known by. */
const STEP = 1e-5;
const WEST = 109.8;

/** Trucks that report at one node every second, and a screen at the other that shows them. */
export class Trucks {
  /** When the fix that stands on the screen was sent, by truck; looked at ten times a second. */
  readonly agesMs: { atMs: number; ageMs: number }[] = [];
  readonly #sentMs: number[] = [];
  readonly #shown: LiveClient;
  readonly #scene: NodesScene;
  readonly #token: string;

  private constructor(scene: NodesScene, token: string, shown: LiveClient) {
    this.#scene = scene;
    this.#token = token;
    this.#shown = shown;
  }

  static async at(scene: NodesScene, token: string): Promise<Trucks> {
    const session = (await scene.second.signIn('commander')).split('=').slice(1).join('=');
    const shown = new LiveClient(scene.secondUrl, session);
    await shown.hello('live', 'on');
    return new Trucks(scene, token, shown);
  }

  async drive(until: () => boolean): Promise<void> {
    const look = setInterval(() => this.#look(), 100);
    try {
      const startedMs = performance.now();
      for (let n = 0; !until(); n++) {
        await this.#report(n);
        await pause(Math.max(0, startedMs + ((n + 1) * EVERY_MS) / TRUCKS - performance.now()));
      }
    } finally {
      clearInterval(look);
    }
  }

  /** The oldest of all trucks as it stands now; Infinity: one is not there at all. */
  ageMs(): number {
    const now = performance.now();
    let oldestMs = 0;
    for (let truck = 0; truck < TRUCKS; truck++) {
      const { lon } = this.#shown.shown(`truck-${truck}`) ?? {};
      const sent = lon === undefined ? undefined : this.#sentMs[Math.round((lon - WEST) / STEP)];
      oldestMs = Math.max(oldestMs, sent === undefined ? Number.POSITIVE_INFINITY : now - sent);
    }
    return oldestMs;
  }

  close(): void {
    this.#shown.close();
  }

  #look(): void {
    if (this.#sentMs.length < 2 * TRUCKS) return;
    this.agesMs.push({ atMs: performance.now(), ageMs: this.ageMs() });
  }

  async #report(n: number): Promise<void> {
    this.#sentMs[n] = performance.now();
    const query = `id=truck-${n % TRUCKS}&lat=35.2&lon=${(WEST + n * STEP).toFixed(5)}&timestamp=${Date.now()}&speed=9&bearing=90`;
    const answer = await fetch(`${this.#scene.url}/api/ingest/osmand?${query}`, {
      headers: { authorization: `Bearer ${this.#token}` },
    });
    if (!answer.ok) throw new Error(`a position was not taken: ${answer.status} ${await answer.text()}`);
    await answer.body?.cancel();
  }
}
