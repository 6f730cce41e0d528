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
import { type Check, openScene, type Scene } from './fault.ts';
import { migrationRace } from './migration-race.ts';
import { badLine, flapping } from './network.ts';
import { phoneOffline, sceneThreeDaysOn } from './phone-offline.ts';
import { powerCut, sceneOnCutDisk } from './power-cut.ts';
import { primaryLost } from './primary-lost.ts';
import { reconnectStorm } from './reconnect-storm.ts';
import { serverKilled } from './server-killed.ts';
import { socketsChurned } from './sockets-churned.ts';
import { teamsRaced } from './teams-raced.ts';
import { upgraded } from './upgrade.ts';

export interface Fault {
  title: string;
  /** Undefined: this machine cannot bring it about. */
  open: (seed: number) => Promise<Scene | undefined>;
  /** `rounds`: how often it strikes, where a row strikes more than once and somebody asks for another number. */
  run: (scene: Scene, rounds?: number) => Promise<Check[]>;
}

const plain = (title: string, run: Fault['run']): Fault => ({ title, open: openScene, run });

/** The table of reliability §3, as far as one machine and one node can play it. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'server-killed': plain('server SIGKILL under load', serverKilled),
  'power-cut': { title: 'power cut under load: what nobody had synced is gone', open: sceneOnCutDisk, run: powerCut },
  'database-killed': plain('PostgreSQL SIGKILL under load', databaseKilled(3)),
  'primary-lost': plain('primary lost for good, its synchronous standby promoted', primaryLost),
  'database-frozen': plain('PostgreSQL SIGSTOP 10 s', databaseFrozen),
  'connections-starved': plain('no connection left at PostgreSQL', connectionsStarved),
  'disk-full': { title: 'disk full', open: sceneOnSmallDisk, run: diskFull },
  'network-slow': plain(
    'network: 2 s delay',
    badLine({ state: { kind: 'slow', delayMs: 2000 }, forMs: 12_000, passes: 'yes' }),
  ),
  'network-lossy': plain(
    'network: 5 % loss',
    badLine({ state: { kind: 'lossy', share: 0.05, stallMs: 400 }, forMs: 12_000, passes: 'yes' }),
  ),
  'network-black-hole': plain(
    'network: black hole 60 s',
    badLine({ state: { kind: 'silent' }, forMs: 60_000, passes: 'no' }),
  ),
  'network-half-open': plain(
    'network: half-open 15 s',
    badLine({ state: { kind: 'deaf' }, forMs: 15_000, passes: 'no' }),
  ),
  'network-flapping': plain('network: 30 cuts in the middle of a frame', flapping(30)),
  'reconnect-storm': plain('reconnect storm', reconnectStorm),
  'sockets-churned': plain('500 sockets that come and go', socketsChurned),
  'client-frozen': plain('frozen client', clientFrozen),
  'phone-offline': { title: 'a phone without a line for 72 h', open: sceneThreeDaysOn, run: phoneOffline },
  'teams-raced': plain('two dispatchers, one team', teamsRaced),
  'clock-stepped': { title: 'the server’s clock set to and fro', open: sceneWithSteppedClock, run: clockStepped },
  'migration-race': plain('two nodes migrate at once; killed in the middle', migrationRace(3)),
  'alarm-flood': plain('1,000 alarms, one red', alarmFlood(1000)),
  'bad-feeds': plain('a feed late, doubled, unordered, of the future', badFeeds),
  federation: plain('a county cut off from its province, whose reader is killed', countyCutOff),
  upgrade: plain('an earlier version’s data, in the middle of an incident', upgraded),
  backup: plain('restored from a backup to a chosen moment', backupRestored),
  'audit-tampered': plain('history changed in the database', auditTampered),
};
