import { existsSync, readFileSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import type { Finding } from './finding.ts';

const SOCKETS_WANTED = 2_000;
/** Each screen holds one socket; the rest is files, the database and terminals. */
const FILES_WANTED = SOCKETS_WANTED * 2;

/** Soft limit of open files of a process, from the text of /proc/self/limits. */
export function openFilesOf(limits: string): number | undefined {
  const [, soft] = /^Max open files\s+(\d+|unlimited)/m.exec(limits) ?? [];
  if (soft === undefined) return undefined;
  return soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft);
}

export function checkMachine(): Finding[] {
  const major = Number(process.versions.node.split('.')[0]);
  const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  const limits = existsSync('/proc/self/limits') ? openFilesOf(readFileSync('/proc/self/limits', 'utf8')) : undefined;
  return [
    major >= 24
      ? { area: 'machine', state: 'good', what: `Node ${process.versions.node}` }
      : {
          area: 'machine',
          state: 'bad',
          what: `Node ${process.versions.node}`,
          remedy: 'start by npm start, which fetches Node 24, or install Node 24',
        },
    totalmem() >= 2 * 2 ** 30
      ? { area: 'machine', state: 'good', what: `${gib(totalmem())} memory, ${gib(freemem())} free` }
      : {
          area: 'machine',
          state: 'watch',
          what: `${gib(totalmem())} memory`,
          remedy: 'give the machine 2 GiB or more: server and database take about 600 MB at rest',
        },
    fileLimit(limits),
  ];
}

function fileLimit(limit: number | undefined): Finding {
  if (limit === undefined)
    return {
      area: 'machine',
      state: 'unknown',
      what: 'limit of open files',
      remedy: `see that it is ${FILES_WANTED} or more`,
    };
  if (limit >= FILES_WANTED) return { area: 'machine', state: 'good', what: `${limit} open files allowed` };
  return {
    area: 'machine',
    state: 'watch',
    what: `${limit} open files allowed`,
    remedy: `raise it to ${FILES_WANTED} or more (LimitNOFILE= in the unit file) before ${SOCKETS_WANTED} screens connect`,
  };
}

/** Whether this machine follows a time server; a wrong clock makes wrong deadlines. */
export function checkClock(databaseAheadMs: number | undefined): Finding[] {
  const synced = existsSync('/run/systemd/timesync/synchronized') || existsSync('/run/chrony/chronyd.pid');
  const findings: Finding[] = [
    synced
      ? { area: 'clock', state: 'good', what: 'a time service keeps this clock' }
      : {
          area: 'clock',
          state: 'unknown',
          what: 'no time service was found on this machine',
          remedy:
            'let it follow a time server of the local network (chrony or systemd-timesyncd); in a container, see that the host does',
        },
  ];
  if (databaseAheadMs === undefined) return findings;
  const apart = Math.abs(databaseAheadMs);
  findings.push(
    apart <= 2_000
      ? { area: 'clock', state: 'good', what: `${apart} ms from the database's clock` }
      : {
          area: 'clock',
          state: 'bad',
          what: `${(apart / 1000).toFixed(1)} s from the database's clock`,
          remedy: 'both machines must follow the same time server: 2 s apart is the most',
        },
  );
  return findings;
}
