import type { CountySeed, RoadGraph } from '@sitong/shared/kernel/master/county.ts';
import { type CountyData, type CountyIndex, indexCounty } from '@sitong/shared/kernel/master/county-index.ts';
import type { HouseholdRow } from '@sitong/shared/kernel/master/people.ts';
import type pg from 'pg';
import { z } from 'zod';
import type { MasterKind, MasterRow } from './kinds.ts';
import type { Water } from './water.ts';

const EMPTY: CountyData = {
  county: '000000000000',
  title: '本县',
  divisions: [],
  persons: [],
  posts: [],
  responsibilities: [],
  contacts: [],
  sensors: [],
  hazards: [],
  shelters: [],
  depots: [],
  teams: [],
  plans: [],
};

export interface PreparedRow {
  id: string;
  row: unknown;
}

/**
 * Master data in the database and, all but households and roads, in memory as one immutable index. Every
 * change closes the old row's validity and begins a new one; other nodes hear of it by NOTIFY `sitong_master`.
 */
export class MasterStore {
  readonly #pool: pg.Pool;
  #county: CountyIndex = indexCounty(EMPTY);
  #roads: RoadGraph | undefined;
  #water: Water | undefined;
  #datum: 'none' | MasterRow<'county'>['datum'] = 'none';
  #version = 0;
  readonly #listeners = new Set<(county: CountyIndex) => void>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  get county(): CountyIndex {
    return this.#county;
  }
  /** Rises with every reload; screens keep their copy until it does. */
  get version(): number {
    return this.#version;
  }
  get roads(): RoadGraph | undefined {
    return this.#roads;
  }

  get water(): Water | undefined {
    return this.#water;
  }
  /** Whose data this is: the shipped demo county, a bureau's own, or nobody's yet. */
  get datum(): 'none' | 'demo' | 'own' {
    return this.#datum;
  }

  onChange(listener: (county: CountyIndex) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async reload(): Promise<void> {
    const [top] = await this.#rows('county');
    const data: CountyData = {
      county: top?.county ?? EMPTY.county,
      title: top?.title ?? EMPTY.title,
      divisions: await this.#rows('division'),
      persons: await this.#rows('person'),
      posts: await this.#rows('post'),
      responsibilities: await this.#rows('responsibility'),
      contacts: await this.#rows('contact'),
      sensors: await this.#rows('sensor'),
      hazards: await this.#rows('hazard'),
      shelters: await this.#rows('shelter'),
      depots: await this.#rows('depot'),
      teams: await this.#rows('team'),
      plans: await this.#rows('plan'),
    };
    [this.#roads] = await this.#rows('roads');
    [this.#water] = await this.#rows('water');
    this.#datum = top?.datum ?? 'none';
    this.#county = indexCounty(data);
    this.#version += 1;
    for (const listener of this.#listeners) listener(this.#county);
  }

  async #rows<K extends MasterKind>(kind: K): Promise<MasterRow<K>[]> {
    const { rows } = await this.#pool.query<{ row: MasterRow<K> }>(
      'SELECT row FROM master WHERE kind = $1 AND valid_to IS NULL ORDER BY id',
      [kind],
    );
    // Each row was checked by its schema when it entered; reading it again costs a start nothing useful.
    return rows.map(({ row }) => row);
  }

  /** Households of a division's villages, by page. */
  async households(divisionPrefix: string, after: string, limit: number): Promise<HouseholdRow[]> {
    const { rows } = await this.#pool.query<{ row: HouseholdRow }>(
      `SELECT row FROM master WHERE kind = 'household' AND valid_to IS NULL
         AND row ->> 'division' >= $1 AND row ->> 'division' < $2 AND id > $3
       ORDER BY id LIMIT $4`,
      [divisionPrefix, `${divisionPrefix}~`, after, limit],
    );
    return rows.map(({ row }) => row);
  }

  /** Number of villages' households and people below a division, for screens that count. */
  async householdCount(): Promise<number> {
    const { rows } = await this.#pool.query<{ n: number }>(
      `SELECT count(*) AS n FROM master WHERE kind = 'household' AND valid_to IS NULL`,
    );
    return z.coerce.number().parse(rows[0]?.n ?? 0);
  }

  /**
   * Writes rows already checked by their schema, in one transaction; unchanged ones are left alone. A change in
   * the same moment as the last one, or before it on a clock set back, begins just after it.
   */
  async put(kind: MasterKind, rows: readonly PreparedRow[], changedBy: string, at: Date): Promise<{ changed: number }> {
    const client = await this.#pool.connect();
    try {
      await client.query('BEGIN');
      let changed = 0;
      for (let i = 0; i < rows.length; i += 2000) {
        const page = rows.slice(i, i + 2000);
        const ids = page.map((row) => row.id);
        const texts = page.map((row) => JSON.stringify(row.row));
        await client.query(
          `UPDATE master AS old SET valid_to = greatest($4::timestamptz, old.valid_from + interval '1 microsecond')
             FROM unnest($2::text[], $3::text[]) AS new (id, row)
            WHERE old.kind = $1 AND old.id = new.id AND old.valid_to IS NULL AND old.row <> new.row::jsonb`,
          [kind, ids, texts, at],
        );
        const done = await client.query(
          `INSERT INTO master (kind, id, valid_from, row, changed_by)
           SELECT $1, new.id, greatest($4::timestamptz, (SELECT max(valid_to) FROM master past WHERE past.kind = $1 AND past.id = new.id)),
                  new.row::jsonb, $5 FROM unnest($2::text[], $3::text[]) AS new (id, row)
            WHERE NOT EXISTS (SELECT 1 FROM master old WHERE old.kind = $1 AND old.id = new.id AND old.valid_to IS NULL)`,
          [kind, ids, texts, at, changedBy],
        );
        changed += done.rowCount ?? 0;
      }
      await client.query(`SELECT pg_notify('sitong_master', $1)`, [kind]);
      await client.query('COMMIT');
      return { changed };
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  async isSeeded(): Promise<boolean> {
    const { rowCount } = await this.#pool.query(`SELECT 1 FROM master WHERE kind = 'county' AND valid_to IS NULL`);
    return rowCount === 1;
  }

  /** Loads a whole county, the demo seed for one. */
  async seed(seed: CountySeed, changedBy: string, at: Date): Promise<void> {
    const kinds: [MasterKind, readonly unknown[]][] = [
      ['division', seed.divisions],
      ['person', seed.persons],
      ['post', seed.posts],
      ['responsibility', seed.responsibilities],
      ['contact', seed.contacts],
      ['household', seed.households],
      ['sensor', seed.sensors],
      ['hazard', seed.hazards],
      ['shelter', seed.shelters],
      ['depot', seed.depots],
      ['team', seed.teams],
      ['plan', seed.plans],
      ['roads', [seed.roads]],
      // Last: a seeding cut short is seen by the missing county row and done again.
      ['county', [{ county: seed.county, title: seed.title, datum: 'demo' }]],
    ];
    for (const [kind, rows] of kinds)
      await this.put(
        kind,
        rows.map((row) => ({ id: rowId(kind, row), row })),
        changedBy,
        at,
      );
  }
}

const WithIdSchema = z.object({ id: z.string() });
const WithCodeSchema = z.object({ code: z.string() });

/** The id of a checked row of this kind. */
export function rowId(kind: MasterKind, row: unknown): string {
  if (kind === 'county') return 'county';
  if (kind === 'roads') return 'graph';
  if (kind === 'water') return 'water';
  if (kind === 'division') return WithCodeSchema.parse(row).code;
  return WithIdSchema.parse(row).id;
}
