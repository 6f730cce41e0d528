import type pg from 'pg';
import { z } from 'zod';

export const PhotoScanSchema = z.enum(['unscanned', 'clean', 'infected']);
export type PhotoScan = z.infer<typeof PhotoScanSchema>;

const RowSchema = z.object({ photo_id: z.uuid(), state: PhotoScanSchema, signature: z.string().nullable() });

/** What the scanner said of each picture, shared by the nodes. */
export class PhotoScans {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** A picture has arrived; a verdict already there stays, unless the new one knows more. */
  async arrived(id: string, state: 'unscanned' | 'clean', at: Date): Promise<void> {
    await this.#pool.query(
      `INSERT INTO photo_scans (photo_id, state, arrived_at, scanned_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (photo_id) DO UPDATE SET state = excluded.state, scanned_at = excluded.scanned_at, signature = NULL
       WHERE photo_scans.state = 'infected' OR excluded.state = 'clean'`,
      [id, state, at, state === 'clean' ? at : null],
    );
  }

  /** Pictures of before there was a scanner: to be looked at like the others. */
  async owe(ids: readonly string[], at: Date): Promise<void> {
    await this.#pool.query(
      `INSERT INTO photo_scans (photo_id, state, arrived_at) SELECT unnest($1::uuid[]), 'unscanned', $2
       ON CONFLICT (photo_id) DO NOTHING`,
      [ids, at],
    );
  }

  /** The outcome of a later look. */
  async settle(id: string, state: 'clean' | 'infected', signature: string | null, at: Date): Promise<void> {
    await this.#pool.query(
      `UPDATE photo_scans SET state = $2, signature = $3, scanned_at = $4 WHERE photo_id = $1 AND state = 'unscanned'`,
      [id, state, signature, at],
    );
  }

  /** Its file is gone: nothing is owed any more. */
  async forget(id: string): Promise<void> {
    await this.#pool.query(`DELETE FROM photo_scans WHERE photo_id = $1 AND state = 'unscanned'`, [id]);
  }

  async of(ids: readonly string[]): Promise<Map<string, { state: PhotoScan; signature: string | null }>> {
    const { rows } = await this.#pool.query(
      'SELECT photo_id, state, signature FROM photo_scans WHERE photo_id = ANY($1::uuid[])',
      [ids],
    );
    return new Map(rows.map((row) => RowSchema.parse(row)).map(({ photo_id, ...rest }) => [photo_id, rest]));
  }

  /** The next pictures nobody looked at, oldest first, behind one that was tried already. */
  async unscanned(most: number, after: string | undefined): Promise<string[]> {
    const { rows } = await this.#pool.query<{ photo_id: string }>(
      `SELECT photo_id FROM photo_scans WHERE state = 'unscanned'
         AND ($2::uuid IS NULL OR (arrived_at, photo_id) > (SELECT arrived_at, photo_id FROM photo_scans WHERE photo_id = $2))
       ORDER BY arrived_at, photo_id LIMIT $1`,
      [most, after ?? null],
    );
    return rows.map(({ photo_id }) => photo_id);
  }

  async countUnscanned(): Promise<number> {
    const { rows } = await this.#pool.query<{ n: string }>(
      `SELECT count(*) AS n FROM photo_scans WHERE state = 'unscanned'`,
    );
    return Number(rows[0]?.n ?? 0);
  }
}
