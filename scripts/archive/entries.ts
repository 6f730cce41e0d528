/** What of the work tree goes into the archive: what a bureau runs and operates, not what only proves it. */
const LEFT_OUT: readonly RegExp[] = [
  // web/bench stays: the stamp of the built screens counts it.
  /^web\/(visual|e2e)\//,
  /(^|\/)(fixtures|\.ci|\.github)\//,
  /\.(test|e2e|bench)\.tsx?$/,
  /^scripts\/(bench|faults|fuzz|simulate|shots|upgrade)\//,
  /(^|\/)\.(git|editor)/,
];

/** @param tracked paths below the root, with forward slashes */
export function entriesOf(tracked: readonly string[]): string[] {
  return tracked.filter((path) => !LEFT_OUT.some((out) => out.test(path)));
}

/** Without these an unpacked archive does not start; a change of the tree must not drop one unseen. */
export const NEEDED: readonly string[] = [
  'LICENSE',
  'README.md',
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'tsconfig.base.json',
  'scripts/bootstrap.mjs',
  'scripts/backup.ts',
  'scripts/restore.ts',
  'scripts/doctor.ts',
  'scripts/verify-log.ts',
  'scripts/deploy/RUNBOOK.md',
  'scripts/deploy/HARDENING.md',
  'scripts/deploy/sitong.service',
  'scripts/deploy/sitong-wall.service',
  'server/src/main.ts',
  'server/src/plumbing/persistence/migrations/0001_eventlog.sql',
  'server/demo/county.json.gz',
  'server/demo/county.pmtiles',
  'server/demo/terrain.pmtiles',
  'shared/src/protocol/version.ts',
];

/** Starts with what lies in the archive: the machine needs neither Node nor npm nor a network. */
export const LAUNCHER = (node: string): string => `#!/bin/sh
# ./sitong starts the console; ./sitong doctor, backup, restore, token … are its commands (see README.md).
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd) || exit 1
[ $# -gt 0 ] || set -- start
exec "$here/${node}" "$here/scripts/bootstrap.mjs" "$@"
`;

export const LAUNCHER_CMD = (node: string): string =>
  `@echo off\r\nif "%~1"=="" ("%~dp0${node.replaceAll('/', '\\')}" "%~dp0scripts\\bootstrap.mjs" start) else ("%~dp0${node.replaceAll('/', '\\')}" "%~dp0scripts\\bootstrap.mjs" %*)\r\n`;
