import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { evolve, initialWorld, type WorldState } from '@sitong/shared/protocol/world-state.ts';
import type pg from 'pg';
import { z } from 'zod';
import type { EventLog } from '../../plumbing/eventlog/event-log.ts';
import { PAST_EVERY } from '../worlds.ts';

/** Read and folded in one turn of the node: some ten milliseconds, after which those at work have theirs. */
const PAGE = 200;

const RowSchema = z.object({ seq: z.coerce.number(), state: z.string() });

export interface PastStateOptions {
  pool: pg.Pool;
  log: Pick<EventLog, 'since' | 'head'>;
  /** Version of the state's shape. */
  schema: number;
}

/**
 * The state of a world as it was after any of its events, folded by the same code as everywhere. The runtime leaves one
 * behind every so often (`keepPastState`), so a fold is short however long the log; a log from before that is folded
 * whole by the first who asks. One fold at a time on a node, a page at a time: who looks back never holds up those
 * who are at work.
 */
export class PastStates {
  readonly #options: PastStateOptions;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: PastStateOptions) {
    this.#options = options;
  }

  /** Number of the last event not later than `ms` of world time; 0: there is none. */
  async seqAt(world: WorldId, ms: number): Promise<number> {
    const { log } = this.#options;
    let [low, high] = [0, (await log.head(world)).seq];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const [event] = await log.since(world, middle - 1, 1);
      if (event !== undefined && toMs(event.at) <= ms) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  after(world: WorldId, seq: number): Promise<WorldState> {
    const folded = this.#turn.then(() => this.#fold(world, seq));
    this.#turn = Promise.allSettled([folded]);
    return folded;
  }

  async #fold(world: WorldId, seq: number): Promise<WorldState> {
    const { log } = this.#options;
    const kept = await this.#load(world, seq);
    let { state } = kept;
    for (let at = kept.seq; at < seq; ) {
      const page = await log.since(world, at, Math.min(PAGE, seq - at));
      const last = page.at(-1);
      if (last === undefined) break;
      for (const event of page) state = evolve(state, event);
      if (Math.floor(last.seq / PAST_EVERY) > Math.floor(at / PAST_EVERY))
        await keepPastState(this.#options, { world, seq: last.seq, state });
      at = last.seq;
    }
    return state;
  }

  async #load(world: WorldId, seq: number): Promise<{ seq: number; state: WorldState }> {
    const { rows } = await this.#options.pool.query(
      'SELECT seq, state FROM past_states WHERE world = $1 AND schema = $2 AND seq <= $3 ORDER BY seq DESC LIMIT 1',
      [world, this.#options.schema, seq],
    );
    const [row] = z.array(RowSchema).parse(rows);
    // Written by this same shape version of this same code, as the snapshots of the runtime are.
    return row === undefined
      ? { seq: 0, state: initialWorld }
      : { seq: row.seq, state: JSON.parse(row.state) as WorldState };
  }
}

/** Keeps a state on the way. Those of an earlier shape are of no use to anybody any more. */
export async function keepPastState(
  { pool, schema }: Pick<PastStateOptions, 'pool' | 'schema'>,
  { world, seq, state }: { world: WorldId; seq: number; state: WorldState },
): Promise<void> {
  await pool.query('DELETE FROM past_states WHERE world = $1 AND schema < $2', [world, schema]);
  await pool.query(
    'INSERT INTO past_states (world, schema, seq, state) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [world, schema, seq, JSON.stringify(state)],
  );
}
