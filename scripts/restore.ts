import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Base } from '@sitong/server/plumbing/backup/manifest.ts';
import { restore } from '@sitong/server/plumbing/backup/restore.ts';
import { runTool, say, silentLog, withLog } from './operate/tool-log.ts';

/**
 * `pnpm restore --from DIR --into NEW_DATA_DIR [--at 2026-07-18T21:05:00+08:00]`: the state of that second, or all that
 * was archived, in a new data folder; the event log is verified before it is called good. `--check` restores into a
 * folder of its own, verifies and removes it: the weekly proof that the backups are some.
 * Exit code 0 = restored and whole, 1 = restored but the log is not whole, 2 = could not restore.
 */
function atOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs) || !/(Z|[+-]\d\d:\d\d)$/.test(text))
    throw new Error(`--at ${text} is no moment: write it with its offset, for example 2026-07-18T21:05:00+08:00`);
  return atMs;
}

/** Every world whole, and what the backup had seen still in it. */
async function verify(url: string, base: Base): Promise<number> {
  return withLog(url, async (log) => {
    let bad = 0;
    for (const { id } of await log.worlds()) {
      const verdict = await log.verify(id, { heads: base.manifest.heads.filter(({ world }) => world === id) });
      if (verdict.kind === 'ok') {
        say(`${id}: whole, ${verdict.checked} events`);
        say(`head ${JSON.stringify(verdict.head)}`);
      } else {
        say(`${id}: BAD at event ${verdict.seq}, ${verdict.what}: ${verdict.detail}`);
        bad += 1;
      }
    }
    return bad === 0 ? 0 : 1;
  });
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      into: { type: 'string' },
      at: { type: 'string' },
      check: { type: 'boolean', default: false },
    },
  });
  if (values.from === undefined) throw new Error('--from is missing: name the folder pnpm backup wrote to');
  if ((values.into === undefined) !== values.check)
    throw new Error('name a new data folder with --into, or give --check to try a restore and throw it away');
  const aside = values.check ? mkdtempSync(join(tmpdir(), 'sitong-restore-')) : undefined;
  const into = resolve(values.into ?? join(aside ?? '', 'data'));
  try {
    const started = performance.now();
    const { base, database } = await restore({
      from: resolve(values.from),
      into,
      atMs: atOf(values.at),
      log: silentLog,
    });
    try {
      const code = await verify(database.url, base);
      say(`${base.name} restored in ${((performance.now() - started) / 1000).toFixed(1)} s`);
      if (code === 0 && !values.check) say(`Start the server with DATA_DIR=${into}`);
      return code;
    } finally {
      await database.stop();
    }
  } finally {
    if (aside !== undefined) rmSync(aside, { recursive: true, force: true });
  }
}

await runTool('restore', main);
