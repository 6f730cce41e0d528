import { isVisible } from '@sitong/shared/kernel/envelope.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import type pg from 'pg';
import { z } from 'zod';
import type { Identity } from '../../plumbing/http/identity.ts';

const UseSchema = z.object({ world: z.string(), division: z.string(), audience: z.array(z.string()) });

/** A picture told of oftener than this is looked up in its newest places. */
const MOST_USES = 200;

/** Whose eyes a picture is for. An id that somebody was told or has guessed opens nothing by itself. */
export class PhotoSight {
  readonly #pool: pg.Pool;
  readonly #county: () => string;

  constructor(pool: pg.Pool, county: () => string) {
    this.#pool = pool;
    this.#county = county;
  }

  /** The first to send it; who sends the same id again is nobody to it. */
  async sent(id: string, person: string): Promise<void> {
    await this.#pool.query(
      'INSERT INTO photo_senders (photo_id, person) VALUES ($1, $2) ON CONFLICT (photo_id) DO NOTHING',
      [id, person],
    );
  }

  /**
   * The county sees every picture, also one that has come before the words it belongs to; who sent it sees it; anybody
   * else when they may see one of the places that tell of it. A program sees those of its world.
   */
  async maySee(identity: Identity, id: string): Promise<boolean> {
    if (identity.kind === 'token') {
      const { world } = identity.token;
      return (await this.#uses(id)).some((use) => use.world === world);
    }
    const { info } = identity.session;
    const scope = scopeOf(info);
    if (isVisible(scope, this.#county(), [])) return true;
    const { rowCount } = await this.#pool.query('SELECT 1 FROM photo_senders WHERE photo_id = $1 AND person = $2', [
      id,
      info.person,
    ]);
    if (rowCount === 1) return true;
    return (await this.#uses(id)).some(
      (use) => info.worlds.includes(use.world) && isVisible(scope, use.division, use.audience),
    );
  }

  async #uses(id: string): Promise<z.infer<typeof UseSchema>[]> {
    const { rows } = await this.#pool.query(
      'SELECT world, division, audience FROM photo_uses WHERE photo_id = $1 ORDER BY seq DESC LIMIT $2',
      [id, MOST_USES],
    );
    return z.array(UseSchema).parse(rows);
  }
}
