import type { Pool } from 'pg';

/** A confirmed write would not survive a power cut; the message names the setting (promise P1). */
export class DurabilityError extends Error {
  override name = 'DurabilityError';
}

const NEEDED: Record<string, readonly string[]> = {
  fsync: ['on'],
  full_page_writes: ['on'],
  // `local` stores here but not on the standby that was asked for.
  synchronous_commit: ['on', 'remote_write', 'remote_apply'],
};

/** Throws `DurabilityError` when the server would confirm writes it has not stored. */
export async function requireDurability(pool: Pick<Pool, 'query'>): Promise<void> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    'SELECT name, setting FROM pg_settings WHERE name = ANY($1)',
    [Object.keys(NEEDED)],
  );
  const problem = unsafeSetting(Object.fromEntries(rows.map(({ name, setting }) => [name, setting])));
  if (problem !== undefined) throw new DurabilityError(problem);
}

/** The sentence for the first setting that is not safe. */
export function unsafeSetting(settings: Readonly<Record<string, string>>): string | undefined {
  for (const [name, allowed] of Object.entries(NEEDED)) {
    const setting = settings[name];
    if (setting === undefined || !allowed.includes(setting)) {
      return `PostgreSQL runs with ${name} = ${setting ?? 'unknown'}: set ${name} = on, or confirmed writes can be lost`;
    }
  }
  return undefined;
}
