import type { ImportState } from '@sitong/shared/kernel/master/import-told.ts';
import type pg from 'pg';
import { MASTER_KINDS, type MasterKind } from '../../plumbing/master/kinds.ts';
import type { MasterStore } from '../../plumbing/master/master-store.ts';
import { TABLE_KIND_NAMES, tableKind } from './columns.ts';

/** How much of each kind of import the county has now, by the names the imports have. */
export async function importState(pool: pg.Pool, master: MasterStore): Promise<ImportState> {
  const { rows } = await pool.query<{ kind: string; n: string }>(
    'SELECT kind, count(*) AS n FROM master WHERE valid_to IS NULL AND kind = ANY ($1) GROUP BY kind',
    [Object.keys(MASTER_KINDS)],
  );
  const held = new Map(rows.map(({ kind, n }) => [kind, Number(n)]));
  const of = (kind: MasterKind): number => held.get(kind) ?? 0;
  const counts: Record<string, number> = Object.fromEntries(
    TABLE_KIND_NAMES.map((name) => [name, of(tableKind(name).master)]),
  );
  const { water, roads, county } = master;
  counts['plans'] = of('plan');
  counts['boundaries'] = county.data.divisions.filter(({ rings }) => rings.length > 0).length;
  counts['roads'] = roads?.edgeFrom.length ?? 0;
  counts['water'] = (water?.lines.length ?? 0) + (water?.areas.length ?? 0);
  return { datum: master.datum, counts };
}
