import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';

const LOCK = 'owner.lock';
const OWNER = 'owner.txt';

export interface FolderLock {
  release(): void;
}

/**
 * One living Sitong per folder. The lock is the operating system's own file lock, held through SQLite
 * because Node offers no other way to one: it ends with the process, however that ends, so no stale
 * lock is ever mistaken for a living one.
 */
export function lockFolder(home: string): FolderLock {
  const path = join(home, LOCK);
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new EmbeddedDatabaseError(
      `the data folder ${home} is in use by process ${ownerOf(home)}: stop that one first, or give this one another DATA_DIR`,
      { cause },
    );
  }
  writeFileSync(join(home, OWNER), `${process.pid}\n`);
  return { release: () => database.close() };
}

function ownerOf(home: string): string {
  try {
    return readFileSync(join(home, OWNER), 'utf8').trim();
  } catch {
    // The other one is just starting and has not written its number yet.
    return '(unknown)';
  }
}
