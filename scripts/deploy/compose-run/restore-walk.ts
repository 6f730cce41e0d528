import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@sitong/shared/kernel/ids.ts';
import type { County } from '../county.ts';
import { hello, signIn, until } from '../people.ts';
import { allReady } from './compose-county.ts';
import { asPostgres } from './compose-walk.ts';
import { inShell } from './engine.ts';
import { LINES, MOMENT } from './runbook-lines.ts';

/** One entry of the duty log, confirmed; resolves with the words by which it is found again. */
async function enter(county: County): Promise<string> {
  const words = `复原 ${newId()}`;
  const desk = await hello(county, (await signIn(county, 'duty')).cookie).open();
  const said = await desk.send({ type: 'EnterDutyLog', text: words });
  desk.close();
  assert.ok(said.ok);
  return words;
}

const held = async (words: string): Promise<string> =>
  (await asPostgres(`SELECT count(*) FROM events WHERE world = 'live' AND body::text LIKE '%${words}%'`)).trim();

export const RESTORE: Readonly<Record<string, (county: County) => Promise<void>>> = {
  'a backup while everybody works, restored to a second as the runbook says: what was before is there, what came after is not':
    async (county) => {
      const home = mkdtempSync(join(tmpdir(), 'sitong-backup-'));
      const here = (line: string) => inShell(line.replaceAll('base.tar.gz', join(home, 'base.tar.gz')));
      try {
        const early = await enter(county);
        await here(LINES.backup);
        const between = await enter(county);
        const moment = (await asPostgres('SELECT clock_timestamp()')).trim();
        await pause(1_000);
        const late = await enter(county);
        // What else happens within a minute by itself.
        const segment = (await asPostgres('SELECT pg_walfile_name(pg_switch_wal())')).trim();
        const archived = 'SELECT last_archived_wal FROM pg_stat_archiver';
        await until('the last of it is archived', async () => (await asPostgres(archived)).trim() >= segment);
        assert.deepEqual([await held(early), await held(between), await held(late)], ['1', '1', '1']);

        await here(LINES.stopAll);
        await here(LINES.restore.replace(MOMENT, moment));
        await here(LINES.begin);
        await allReady(county);
        assert.deepEqual([await held(early), await held(between), await held(late)], ['1', '1', '0']);
        assert.match(await here(LINES.verify), /^live: whole/m);
        await here(LINES.forgetMoment);
        assert.equal(await held(await enter(county)), '1');
      } finally {
        rmSync(home, { recursive: true, force: true });
      }
    },
};
