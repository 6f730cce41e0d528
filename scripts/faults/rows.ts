import { alarmFlood } from './alarm-flood.ts';
import { auditTampered } from './audit-tampered.ts';
import { backupRestored } from './backup-restored.ts';
import { badFeeds } from './bad-feeds.ts';
import { clientFrozen } from './client-frozen.ts';
import { clockStepped, sceneWithSteppedClock } from './clock-stepped.ts';
import { connectionsStarved } from './connections-starved.ts';
import { countyCutOff } from './county-cut-off.ts';
import { databaseFrozen } from './database-frozen.ts';
import { databaseKilled } from './database-killed.ts';
import { diskFull, sceneOnSmallDisk } from './disk-full.ts';
import { type Amount, type Check, openScene, playOn, type Scene, seeded } from './fault.ts';
import { migrationRace } from './migration-race.ts';
import { badLine, flapping } from './network.ts';
import { phoneOffline, sceneThreeDaysOn } from './phone-offline.ts';
import { powerCut, sceneOnCutDisk } from './power-cut.ts';
import { primaryLost } from './primary-lost.ts';
import { reconnectStorm } from './reconnect-storm.ts';
import { redisAway } from './redis/redis-away.ts';
import { REDIS_FAULTS } from './redis/rows.ts';
import { sceneWithRedis } from './redis/two-nodes.ts';
import { serverKilled } from './server-killed.ts';
import { sceneOneDayAgo, socketsChurned } from './sockets-churned.ts';
import { sceneOneNightAgo, tabAsleep, tabAsleepAllNight } from './tab-asleep.ts';
import { teamsRaced } from './teams-raced.ts';
import { upgraded } from './upgrade.ts';

export interface Fault {
  /** Says how much is played. */
  title: (amount: number) => string;
  amount: Amount;
  /** Undefined: this machine cannot bring it about. */
  play: (seed: number, amount: number) => Promise<Check[] | undefined>;
}

const ONCE: Amount = { of: 'once', usual: 1, whole: 1 };
const seconds = (usual: number, whole: number): Amount => ({ of: 's', usual, whole });
const times = (usual: number, whole: number): Amount => ({ of: 'times', usual, whole });

const plain = (
  title: Fault['title'],
  amount: Amount,
  run: (scene: Scene, amount: number) => Promise<Check[]>,
): Fault => ({
  title,
  amount,
  play: playOn(openScene, run),
});
const once = (
  title: string,
  run: (scene: Scene) => Promise<Check[]>,
  open = (seed: number) => openScene(seed),
): Fault => ({
  title: () => title,
  amount: ONCE,
  play: playOn(open, run),
});
const lasting = (n: number): string => (n >= 120 && n % 60 === 0 ? `${n / 60} min` : `${n} s`);

/** Ten minutes each in the table. */
const redis = (what: string, fault: keyof typeof REDIS_FAULTS): Fault => ({
  title: (n) => `Redis ${what} for ${lasting(n)}, two nodes`,
  amount: seconds(20, 600),
  play: playOn(sceneWithRedis(fault === 'hung' ? 'over_the_line' : 'straight'), redisAway(REDIS_FAULTS[fault])),
});

/** The table of reliability §3, as far as one machine can play it; `whole` is what the table says. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'server-killed': plain((n) => `server SIGKILL under load, ${n} times`, times(4, 100), serverKilled),
  'power-cut': {
    title: (n) => `power cut under load, ${n} times: what nobody had synced is gone`,
    amount: times(3, 20),
    play: playOn(sceneOnCutDisk, powerCut),
  },
  'database-killed': plain((n) => `PostgreSQL SIGKILL under load, ${n} times`, times(3, 10), databaseKilled),
  'primary-lost': {
    title: () => 'primary lost for good, its synchronous standby promoted',
    amount: ONCE,
    play: (seed) => primaryLost({ random: seeded(seed) }),
  },
  'database-frozen': plain((n) => `PostgreSQL SIGSTOP ${lasting(n)}`, seconds(30, 30), databaseFrozen),
  'connections-starved': plain(
    (n) => `no connection left at PostgreSQL for ${lasting(n)}`,
    seconds(8, 30),
    connectionsStarved,
  ),
  'disk-full': {
    title: (n) => `disk full for ${lasting(n)}`,
    amount: seconds(8, 30),
    play: playOn(sceneOnSmallDisk, diskFull),
  },
  'redis-killed': redis('killed', 'killed'),
  'redis-stopped': redis('stopped', 'stopped'),
  'redis-flushed': redis('emptied every second', 'flushed'),
  'redis-hung': redis('takes connections and answers nothing', 'hung'),
  'network-slow': plain(
    (n) => `network: 2 s delay for ${lasting(n)}`,
    seconds(12, 60),
    badLine({ state: { kind: 'slow', delayMs: 2000 }, passes: 'yes' }),
  ),
  'network-lossy': plain(
    (n) => `network: 5 % loss for ${lasting(n)}`,
    seconds(12, 60),
    badLine({ state: { kind: 'lossy', share: 0.05, stallMs: 400 }, passes: 'yes' }),
  ),
  'network-black-hole': plain(
    (n) => `network: black hole ${lasting(n)}`,
    seconds(60, 60),
    badLine({ state: { kind: 'silent' }, passes: 'no' }),
  ),
  'network-half-open': plain(
    (n) => `network: half-open ${lasting(n)}`,
    seconds(15, 60),
    badLine({ state: { kind: 'deaf' }, passes: 'no' }),
  ),
  'network-flapping': plain((n) => `network: ${n} cuts in the middle of a frame`, times(30, 30), flapping),
  'reconnect-storm': plain(
    (n) => `reconnect storm, ${n.toLocaleString('en')} sockets`,
    { of: 'sockets', usual: 400, whole: 2000 },
    reconnectStorm,
  ),
  'sockets-churned': {
    title: (n) => `a day of the server’s clock: 500 sockets that come and go, ${n} times`,
    amount: times(288, 288),
    play: playOn(sceneOneDayAgo, socketsChurned),
  },
  'client-frozen': plain((n) => `a client that reads nothing for ${lasting(n)}`, seconds(15, 300), clientFrozen),
  'tab-asleep': plain((n) => `a console’s tab that stands still for ${lasting(n)}`, seconds(30, 600), tabAsleep),
  'tab-asleep-all-night': {
    title: (n) => `a console’s tab that stands still for 8 h of its and the server’s clock, ${lasting(n)} real`,
    amount: seconds(30, 600),
    play: playOn(sceneOneNightAgo, tabAsleepAllNight),
  },
  'phone-offline': once('a phone without a line for 72 h (of the server’s clock)', phoneOffline, sceneThreeDaysOn),
  'teams-raced': plain(
    (n) => `two dispatchers, one team, ${n.toLocaleString('en')} times`,
    times(1000, 1000),
    teamsRaced,
  ),
  'clock-stepped': once('the server’s clock set to and fro', clockStepped, sceneWithSteppedClock),
  'migration-race': once('two nodes migrate at once; killed in the middle', migrationRace(3)),
  'alarm-flood': plain((n) => `1,000 alarms in ${lasting(n)}, one red`, seconds(100, 600), alarmFlood(1000)),
  'bad-feeds': once('a feed late, doubled, unordered, of the future', badFeeds),
  federation: once('a county cut off from its province, whose reader is killed', countyCutOff),
  upgrade: once('an earlier version’s data, in the middle of an incident', upgraded),
  backup: once('restored from a backup to a chosen moment', backupRestored),
  'audit-tampered': once('history changed in the database', auditTampered),
};
