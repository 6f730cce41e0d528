import { describe, expect, it } from 'vitest';
import { unsafeSetting } from './durability.ts';

const safe = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };

describe('unsafeSetting', () => {
  it('[DB-22] finds nothing where every confirmed write is stored', () => {
    for (const synchronous_commit of ['on', 'remote_write', 'remote_apply']) {
      expect(unsafeSetting({ ...safe, synchronous_commit })).toBeUndefined();
    }
  });

  it.each([
    ['fsync', 'off'],
    ['full_page_writes', 'off'],
    ['synchronous_commit', 'off'],
    ['synchronous_commit', 'local'],
  ])('[DB-23] names %s = %s', (name, setting) => {
    expect(unsafeSetting({ ...safe, [name]: setting })).toMatch(new RegExp(`${name} = ${setting}: set ${name} = on`));
  });

  it('[DB-24] takes a setting it cannot read for unsafe', () => {
    expect(unsafeSetting({ full_page_writes: 'on', synchronous_commit: 'on' })).toMatch(/fsync = unknown/);
  });
});
