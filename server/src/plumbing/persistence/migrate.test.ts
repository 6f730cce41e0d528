import { describe, expect, it } from 'vitest';
import { type Migration, pendingMigrations, readMigrations } from './migrate.ts';

const file = (name: string, hash = name): Migration => ({ name, hash, sql: '' });

describe('pendingMigrations', () => {
  it('[MIG-1] gives the files not yet applied, in order', () => {
    const files = [file('0001_a.sql'), file('0010_b.sql'), file('0020_c.sql')];
    expect(pendingMigrations(files, [])).toEqual(files);
    expect(pendingMigrations(files, [file('0001_a.sql'), file('0010_b.sql')])).toEqual([files[2]]);
  });

  it('[MIG-2] refuses a file merged below one already applied, naming it', () => {
    const files = [file('0001_a.sql'), file('0010_late.sql'), file('0020_c.sql')];
    expect(() => pendingMigrations(files, [file('0001_a.sql'), file('0020_c.sql')])).toThrow(
      /0010_late.sql comes before 0020_c.sql.*give it a higher number/,
    );
  });

  it('[MIG-3] refuses an edited file, naming it', () => {
    expect(() => pendingMigrations([file('0001_a.sql', 'new')], [file('0001_a.sql', 'old')])).toThrow(
      /0001_a.sql was edited/,
    );
  });

  it('[MIG-4] refuses a database that is ahead of the code, naming the lost file', () => {
    expect(() => pendingMigrations([file('0001_a.sql')], [file('0001_a.sql'), file('0002_b.sql')])).toThrow(
      /0002_b.sql was applied to this database but is not among the files/,
    );
  });

  it('[MIG-5] the shipped files have distinct numbers', () => {
    const numbers = readMigrations().map(({ name }) => name.slice(0, 4));
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
