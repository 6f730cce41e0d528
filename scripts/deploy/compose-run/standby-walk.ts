import { strict as assert } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';
import { Ledger, Load } from '@sitong/server/testing/load.ts';
import type { County } from '../county.ts';
import { hello, signIn, until } from '../people.ts';
import { allReady } from './compose-county.ts';
import { asPostgres, assertKept } from './compose-walk.ts';
import { compose, fieldOf, inShell, settings } from './engine.ts';
import { learnAddresses } from './names.ts';
import { LINES } from './runbook-lines.ts';

/** Longer than any time limit on a statement: none of them may turn waiting for the standby into an answer. */
const STOPPED_MS = 8_000;
const BACK_MS = 120_000;
/** What was confirmed before the primary was lost, and must still be there when there are two again. */
const before = new Ledger();

/** "Set up once" of the runbook. */
async function setUpStandby(): Promise<void> {
  const standing = (words: RegExp) =>
    until(`the primary says ${words.source}`, async () => words.test(await inShell(LINES.standing)), 60_000);
  await inShell(LINES.beginStandby);
  await standing(/standby +\| streaming +\| async/);
  settings['SYNCHRONOUS_STANDBY'] = 'standby';
  await inShell(LINES.beginPrimary);
  await standing(/standby +\| streaming +\| sync/);
  // A commit, which is answered when both have it, however long the disk of a busy machine takes.
  await asPostgres("SELECT pg_logical_emit_message(true, 'sitong', 'both')");
  await learnAddresses();
}

export const STANDBY: Readonly<Record<string, (county: County) => Promise<void>>> = {
  'a synchronous standby, set up as the runbook says': async (county) => {
    await setUpStandby();
    await allReady(county);
  },

  'nothing is confirmed while the standby stands still; the primary killed for good, the standby promoted as the runbook says: everything confirmed is there':
    async (county) => {
      const { cookie } = await signIn(county, 'duty');
      const load = new Load({ ledger: before, cookie, lines: 4, perSecond: 40, patienceMs: 20_000 });
      const screen = await hello(county, cookie, undefined, true).open();
      try {
        await load.start(county.url);
        await before.reaches(60, 60_000);
        await compose('pause', 'postgres-standby');
        // What both had already written may still be answered.
        await pause(1_000);
        const confirmed = before.confirmed.size;
        await pause(STOPPED_MS);
        assert.equal(before.confirmed.size, confirmed, 'confirmed without the standby');
        await compose('unpause', 'postgres-standby');
        await before.reaches(before.confirmed.size + 20, 60_000);

        await compose('kill', 'postgres');
        await inShell(LINES.stopPrimary);
        await inShell(LINES.promote);
        settings['POSTGRES_HOST'] = 'postgres-standby';
        settings['SYNCHRONOUS_STANDBY'] = '';
        await inShell(LINES.turnNodes);
        await learnAddresses();
        await before.reaches(before.confirmed.size + 20, BACK_MS);
        await load.settle(60_000);
        await screen.reaches(Math.max(...before.confirmed.values()), 30_000);
      } finally {
        await load.stop();
        screen.close();
      }
      assert.match(await fieldOf('postgres', '{{.State.Status}}'), /exited/);
      await assertKept(county, before);
      assert.match(await inShell(LINES.verify), /^live: whole/m);
    },

  'back to two as the runbook says, with everything that was confirmed before': async (county) => {
    await inShell(LINES.stopAll);
    await inShell(LINES.copyBack);
    await inShell(LINES.removeStandby);
    await inShell(LINES.removeItsFolder);
    settings['POSTGRES_HOST'] = 'postgres';
    await inShell(LINES.begin);
    await allReady(county);
    await assertKept(county, before);
    await setUpStandby();
    await allReady(county);
    const desk = await hello(county, (await signIn(county, 'duty')).cookie).open();
    const said = await desk.send({ type: 'EnterDutyLog', text: '又是两份' });
    desk.close();
    assert.ok(said.ok);
  },

  'a standby that is lost: taken out, work goes on with one copy; made anew, there are two': async (county) => {
    await compose('kill', 'postgres-standby');
    settings['SYNCHRONOUS_STANDBY'] = '';
    await inShell(LINES.beginPrimary);
    await allReady(county);
    const desk = await hello(county, (await signIn(county, 'duty')).cookie).open();
    const said = await desk.send({ type: 'EnterDutyLog', text: '一份也行' });
    desk.close();
    assert.ok(said.ok);
    await inShell(LINES.removeStandby);
    await inShell(LINES.removeItsFolder);
    await inShell(LINES.dropSlot);
    await setUpStandby();
    await allReady(county);
  },
};
