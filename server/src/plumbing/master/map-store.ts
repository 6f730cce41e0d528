import { access } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Archive,
  type ArchiveHead,
  ArchiveHeadSchema,
  type ArchivePart,
  ArchivePartSchema,
  TIANDITU_ADDRESS,
  type TiandituSettings,
  TiandituSettingsSchema,
} from '@sitong/shared/kernel/master/map-ground.ts';
import type pg from 'pg';
import { z } from 'zod';
import type { Sealer } from '../accounts/sealed.ts';

const RowSchema = z.object({
  id: z.string(),
  part: ArchivePartSchema,
  standing: z.enum(['current', 'kept']),
  fileName: z.string(),
  bytes: z.coerce.number(),
  head: ArchiveHeadSchema,
  putBy: z.string(),
  putAt: z.date(),
});

const OFF: TiandituSettings = { layer: 'off', address: TIANDITU_ADDRESS, credit: '天地图' };
/** Earlier archives of a part that stay for going back. */
const MOST_KEPT = 2;

export interface NewArchive {
  id: string;
  part: ArchivePart;
  fileName: string;
  bytes: number;
  head: ArchiveHead;
}

/** Archives and settings of the map, in memory as they stand in the database. Other nodes hear by `sitong_master`. */
export class MapStore {
  readonly #pool: pg.Pool;
  readonly #sealer: Sealer;
  readonly #onError: (error: unknown, what: string) => void;
  readonly folder: string;
  #archives: readonly Archive[] = [];
  #tianditu: TiandituSettings = OFF;
  #key: string | null = null;

  constructor(pool: pg.Pool, dataDir: string, sealer: Sealer, onError: (error: unknown, what: string) => void) {
    this.#pool = pool;
    this.#sealer = sealer;
    this.#onError = onError;
    this.folder = join(dataDir, 'map');
  }

  get archives(): readonly Archive[] {
    return this.#archives;
  }
  get tianditu(): TiandituSettings {
    return this.#tianditu;
  }
  /** For the one place that asks 天地图; never shown, never logged. */
  get tiandituKey(): string | null {
    return this.#key;
  }

  /** The archive the map is drawn from now, when its file is here. */
  current(part: ArchivePart): Archive | undefined {
    return this.#archives.find((one) => one.part === part && one.standing === 'current' && one.file === 'here');
  }

  /** File of an archive; ids are hashes of ours, so nothing of a sender becomes a path. */
  pathOf(id: string): string {
    return join(this.folder, `${id}.pmtiles`);
  }

  async reload(): Promise<void> {
    const { rows } = await this.#pool.query(
      `SELECT id, part, standing, file_name AS "fileName", bytes, head, put_by AS "putBy", put_at AS "putAt"
       FROM map_archives ORDER BY put_at DESC`,
    );
    this.#archives = await Promise.all(
      z
        .array(RowSchema)
        .parse(rows)
        .map(async ({ putAt, ...row }) => ({ ...row, putAt: putAt.toISOString(), file: await this.#has(row.id) })),
    );
    const { rows: set } = await this.#pool.query<{ value: unknown; secret: string | null }>(
      `SELECT value, secret FROM map_settings WHERE name = 'tianditu'`,
    );
    this.#tianditu = set[0] === undefined ? OFF : TiandituSettingsSchema.parse(set[0].value);
    this.#key = this.#opened(set[0]?.secret ?? null);
  }

  /** Stands as the current archive from one moment to the next; answers with the ids nobody can go back to now. */
  async put(archive: NewArchive, by: string, at: Date): Promise<string[]> {
    const { id, part, fileName, bytes, head } = archive;
    return this.#transaction(async (client) => {
      await client.query(`UPDATE map_archives SET standing = 'kept' WHERE part = $1`, [part]);
      await client.query(
        `INSERT INTO map_archives (id, part, standing, file_name, bytes, head, put_by, put_at)
         VALUES ($1, $2, 'current', $3, $4, $5, $6, $7)
         ON CONFLICT (id) DO UPDATE SET standing = 'current', head = excluded.head, put_by = excluded.put_by, put_at = excluded.put_at`,
        [id, part, fileName, bytes, JSON.stringify(head), by, at],
      );
      const { rows } = await client.query<{ id: string }>(
        `DELETE FROM map_archives WHERE id IN (SELECT id FROM map_archives WHERE part = $1 AND standing = 'kept'
           ORDER BY put_at DESC OFFSET ${MOST_KEPT}) RETURNING id`,
        [part],
      );
      return rows.map((row) => row.id);
    });
  }

  /** Goes back to a kept archive, or to none: then the map is drawn from the county's own data. */
  async use(part: ArchivePart, id: string | null): Promise<void> {
    await this.#transaction(async (client) => {
      await client.query(`UPDATE map_archives SET standing = 'kept' WHERE part = $1`, [part]);
      if (id !== null)
        await client.query(`UPDATE map_archives SET standing = 'current' WHERE part = $1 AND id = $2`, [part, id]);
    });
  }

  /** `key` undefined leaves the one that is there; null takes it away. */
  async setTianditu(value: TiandituSettings, key: string | null | undefined, by: string, at: Date): Promise<void> {
    await this.#transaction((client) =>
      client.query(
        `INSERT INTO map_settings (name, value, secret, set_by, set_at) VALUES ('tianditu', $1, $2, $4, $5)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at,
           secret = CASE WHEN $3 THEN excluded.secret ELSE map_settings.secret END`,
        [
          JSON.stringify(value),
          typeof key === 'string' ? this.#sealer.seal(key).toString('base64') : null,
          key !== undefined,
          by,
          at,
        ],
      ),
    );
  }

  /** A key sealed elsewhere cannot be read here: the picture stays off until an administrator enters it again. */
  #opened(sealed: string | null): string | null {
    if (sealed === null) return null;
    try {
      return this.#sealer.unseal(Buffer.from(sealed, 'base64'));
    } catch (error) {
      this.#onError(error, 'the key of 天地图 was sealed with another deployment key; enter it again in Admin');
      return null;
    }
  }

  async #has(id: string): Promise<Archive['file']> {
    return access(this.pathOf(id)).then(
      () => 'here' as const,
      () => 'missing' as const,
    );
  }

  async #transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let done: T;
    try {
      await client.query('BEGIN');
      done = await work(client);
      await client.query(`SELECT pg_notify('sitong_master', 'map')`);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
    await this.reload();
    return done;
  }
}
