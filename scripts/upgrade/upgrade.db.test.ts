import { withTestDatabase } from '@sitong/server/testing/database.ts';
import { describe, expect, it } from 'vitest';
import { DUMPS, readDump, upgradeMidIncident } from './continue.ts';
import { putBack } from './dump.ts';

const { url } = await withTestDatabase('empty');

describe('an upgrade in the middle of an incident', () => {
  it.each(DUMPS)(
    '[UPG-1] data of %s: the log is whole, nothing confirmed is lost, the incident goes on',
    async (name) => {
      const checks = await upgradeMidIncident(url, readDump(name));
      // How long it takes is told by `pnpm faults upgrade`.
      expect(checks.filter(({ holds, what }) => !holds && !what.includes('≤'))).toEqual([]);
      expect(checks.length).toBeGreaterThan(14);
    },
    120_000,
  );

  it('[UPG-2] data whose migration was edited since is not touched', async () => {
    const dump = readDump(DUMPS[0]);
    const [first, ...rest] = dump.migrations;
    const edited = { ...dump, migrations: [{ name: first?.name ?? '', hash: 'ff' }, ...rest] };
    await expect(putBack(url, edited)).rejects.toThrow(/was edited/);
  });
});
