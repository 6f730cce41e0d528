import type { FieldDatabase } from './field-database.ts';

/**
 * Values the page shows without a line. The key carries the version of their shape, so that a newer page never
 * reads an older one's; both come from this page on this device and from nowhere else.
 */
export async function keepValue(database: FieldDatabase, key: string, value: unknown): Promise<'stored' | 'failed'> {
  try {
    await database.put('kept', key, value);
    return 'stored';
  } catch (error) {
    console.warn(`${key} could not be kept on this device`, error);
    return 'failed';
  }
}

export async function keptValue(database: FieldDatabase, key: string): Promise<unknown> {
  return database.get('kept', key);
}
