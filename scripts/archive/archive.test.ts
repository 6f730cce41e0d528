import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entriesOf, LAUNCHER, NEEDED } from './entries.ts';
import { trackedFiles } from './stage.ts';

describe('the archive for a machine without internet', () => {
  it('[OPS-20] holds what is needed to start, and nothing that is made or kept on this machine', async () => {
    const entries = entriesOf(await trackedFiles());
    expect(NEEDED.filter((path) => !entries.includes(path))).toEqual([]);
    expect(entries.filter((path) => /(^|\/)(\.data|node_modules|out|\.git)\/|\.(test|e2e)\.ts/.test(path))).toEqual([]);
    expect(entries.some((path) => path.startsWith('web/visual/'))).toBe(false);
  });

  it.skipIf(process.platform === 'win32')(
    '[OPS-21] its launcher finds its own Node from any folder, and starts when nothing is asked',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'sitong launcher-'));
      try {
        const node = 'node';
        writeFileSync(join(folder, node), '#!/bin/sh\nprintf "%s|" "$@"\n', { mode: 0o755 });
        writeFileSync(join(folder, 'sitong'), LAUNCHER(node), { mode: 0o755 });
        const asked = (...args: string[]) => execFileSync(join(folder, 'sitong'), args, { cwd: '/' }).toString();
        expect(asked()).toBe(`${folder}/scripts/bootstrap.mjs|start|`);
        expect(asked('doctor', '--backups', 'a b')).toBe(`${folder}/scripts/bootstrap.mjs|doctor|--backups|a b|`);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
