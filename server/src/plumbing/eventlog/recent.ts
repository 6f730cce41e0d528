import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';

const MOST_EVENTS = 1_000;
const MOST_BYTES = 8_000_000;

interface Run {
  envelopes: Envelope[];
  sizes: number[];
  bytes: number;
}

/**
 * The last events this node appended itself, so that its own readers need no query for them. What number
 * `n` holds never changes, so the only condition is an unbroken run.
 */
export class Recent {
  readonly #runs = new Map<WorldId, Run>();

  /** Only committed events. Out of turn, they start a new run. */
  add(world: WorldId, envelopes: readonly Envelope[], sizes: readonly number[]): void {
    const first = envelopes[0];
    if (first === undefined) return;
    let run = this.#runs.get(world);
    const last = run?.envelopes.at(-1);
    if (last !== undefined && first.seq <= last.seq) return;
    if (run === undefined || last?.seq !== first.seq - 1) {
      run = { envelopes: [], sizes: [], bytes: 0 };
      this.#runs.set(world, run);
    }
    run.envelopes.push(...envelopes);
    run.sizes.push(...sizes);
    for (const size of sizes) run.bytes += size;
    this.#trim(run);
  }

  /** Events after `seq`, or undefined when the run does not reach back to it. */
  since(world: WorldId, seq: number, limit: number): Envelope[] | undefined {
    const run = this.#runs.get(world);
    const first = run?.envelopes[0];
    const last = run?.envelopes.at(-1);
    if (run === undefined || first === undefined || last === undefined) return undefined;
    if (seq + 1 < first.seq || seq >= last.seq) return undefined;
    const from = seq + 1 - first.seq;
    return run.envelopes.slice(from, from + limit);
  }

  #trim(run: Run): void {
    let drop = 0;
    // Half at a time, so that a long run is not shifted for every event.
    if (run.envelopes.length > MOST_EVENTS) drop = run.envelopes.length - MOST_EVENTS / 2;
    let bytes = run.bytes;
    for (let i = 0; i < run.sizes.length && (i < drop || bytes > MOST_BYTES); i += 1) {
      bytes -= run.sizes[i] ?? 0;
      drop = Math.max(drop, i + 1);
    }
    if (drop === 0) return;
    run.envelopes.splice(0, drop);
    run.sizes.splice(0, drop);
    run.bytes = bytes;
  }
}
