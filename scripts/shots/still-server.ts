import { makeDemoAccounts } from '@sitong/server/app/demo.ts';
import { STILL_MS } from '../../web/visual/still-time.ts';
import { openPictureHouse } from './picture-house.ts';
import { ORDINARY_DAY, playBack, readRecording, STORM } from './recording.ts';

/**
 * The real server on a database of its own with the recorded storm and, in the live world, an ordinary day, its clock
 * standing still: asked twice, it shows the same. Says one line of JSON when it is ready (`StillSchema`); ends with
 * SIGTERM, or when whoever started it is gone and its input ends.
 */
const DESKS = ['duty', 'leader', 'commander', 'wall', 'admin'];
const PASSWORD = 'Still-2026-pictures';

const storm = await readRecording(STORM);
const day = await readRecording(ORDINARY_DAY);
const house = await openPictureHouse(
  () => STILL_MS,
  async (pool) => {
    await playBack(pool, storm);
    await playBack(pool, day);
  },
);
const { accounts, cookie } = house.app.services;
await makeDemoAccounts(accounts, house.seed, PASSWORD);
const sessions: Record<string, string> = {};
for (const username of DESKS) {
  const signedIn = await accounts.signIn(username, PASSWORD, 'pictures');
  if (signedIn.kind !== 'signed_in') throw new Error(`${username} could not sign in: ${signedIn.code}`);
  sessions[username] = signedIn.token;
}
const url = await house.app.listen();

function end(): void {
  house.close().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`stopping: ${String(error)}\n`);
      process.exit(1);
    },
  );
}
process.once('SIGTERM', end);
process.stdin.once('end', end).resume();
const { world, incident } = storm;
process.stdout.write(`${JSON.stringify({ url, world, incident, cookie, sessions, password: PASSWORD })}\n`);
