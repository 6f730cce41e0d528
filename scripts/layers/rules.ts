import { basename } from 'node:path';

/**
 * The dependency rules of this house. Each rule looks at one import (or one file) and answers with the sentence to print,
 * or null. A path is relative to the root and uses forward slashes.
 */
export type ImportRule = (from: string, to: string) => string | null;

const pillars = ['monitoring', 'release', 'rescue', 'command'];
const sharedRooms = ['kernel', 'pillars', 'protocol', 'testing'];

const packageOf = (path: string): string => path.split('/')[0] ?? '';
const below = (path: string, ...folders: string[]): boolean => folders.some((folder) => path.startsWith(`${folder}/`));
const isTest = (path: string): boolean => /\.(test|e2e)\.tsx?$/.test(path);

/** The pillar a file belongs to, in whichever package: `server/src/pillars/rescue/views/…` → `rescue`. */
function pillarOf(path: string): string | null {
  const name = /^(?:shared|server|web)\/src\/pillars\/([^/]+)\//.exec(path)?.[1];
  return name !== undefined && pillars.includes(name) ? name : null;
}

/** Places that compose all four pillars, and so may look into each. */
const seesAllPillars = (path: string): boolean =>
  path === 'server/src/app.ts' ||
  path === 'server/src/main.ts' ||
  path === 'server/src/app.test.ts' ||
  path === 'server/src/app.db.test.ts' ||
  below(
    path,
    'shared/src/protocol',
    'shared/src/testing',
    'server/src/app',
    'server/src/testing',
    'web/src/wall',
    'web/src/screens',
    'web/e2e',
    'web/visual',
    'scripts',
  );

const packages: ImportRule = (from, to) => {
  const [here, there] = [packageOf(from), packageOf(to)];
  if (here === there || there === 'shared') return null;
  if (here === 'shared') return 'shared imports neither server nor web';
  if (here === 'scripts') return null;
  // A browser test starts the real server.
  if (below(from, 'web/e2e') && below(to, 'server/src/testing')) return null;
  return `${here} imports shared, never ${there}`;
};

const insideShared: ImportRule = (from, to) => {
  if (packageOf(from) !== 'shared' || packageOf(to) !== 'shared') return null;
  const room = (path: string): number => sharedRooms.indexOf(path.split('/')[2] ?? '');
  if (room(from) >= room(to) || (isTest(from) && below(to, 'shared/src/testing'))) return null;
  return `within shared each room imports only those before it: ${sharedRooms.join(', ')}`;
};

const pillarToPillar: ImportRule = (from, to) => {
  const [here, there] = [pillarOf(from), pillarOf(to)];
  if (here === null || there === null || here === there) return null;
  if (to === `shared/src/pillars/${there}/public.ts`) return null;
  const readsEvents =
    /^server\/src\/pillars\/[^/]+\/(reactions(\.test|\.db\.test)?\.ts$|reactions\/|views\/)/.test(from) &&
    (to === `shared/src/pillars/${there}/events.ts` || below(to, `shared/src/pillars/${there}/events`));
  if (readsEvents) return null;
  return `a pillar never imports another pillar's internals: ${here} may read shared/src/pillars/${there}/public.ts, and its events.ts from reactions or a view`;
};

const onlyComposers: ImportRule = (from, to) => {
  if (pillarOf(to) === null || pillarOf(from) !== null || seesAllPillars(from)) return null;
  if (below(from, 'server/src/plumbing', 'web/src/plumbing', 'shared/src/kernel')) {
    return 'plumbing knows no pillar: take an interface and let app.ts hand the pillar in';
  }
  if (below(from, 'server/src/ingest', 'server/src/channels')) {
    return 'ingest and channels know the kernel and the interfaces given to them, no pillar';
  }
  if (below(from, 'web/src/ui')) return 'ui/ imports nothing of ours except ui/ itself and i18n';
  return 'only shared/src/protocol, server/src/app, server/src/testing, web/src/wall and web/src/screens see all four pillars';
};

const persistence: ImportRule = (from, to) => {
  const room = 'server/src/plumbing/persistence';
  if (!below(to, room) || isTest(from)) return null;
  if (below(from, 'server/src/plumbing', 'server/src/testing', 'server/src/app', 'scripts')) return null;
  if (['server/src/app.ts', 'server/src/main.ts', 'server/src/token.ts'].includes(from)) return null;
  if (/^server\/src\/pillars\/[^/]+\/views\//.test(from)) return null;
  return 'persistence is imported only by plumbing, pillar views, app.ts, main.ts and testing';
};

const doors: ImportRule = (from, to) => {
  const room = ['server/src/ingest', 'server/src/channels'].find((folder) => below(from, folder));
  if (room === undefined || isTest(from) || packageOf(to) !== 'server') return null;
  if (below(to, room, 'server/src/plumbing')) return null;
  return 'ingest and channels know the kernel and plumbing interfaces, nothing else of the server';
};

const realtime: ImportRule = (from, to) => {
  if (!below(from, 'server/src/plumbing/realtime') || isTest(from)) return null;
  if (!/^server\/src\/plumbing\/(eventlog|persistence)\/(.*\/)?(writer|append|write)[^/]*$/.test(to)) return null;
  return 'realtime reads the log and never writes it';
};

const ui: ImportRule = (from, to) => {
  if (!below(from, 'web/src/ui') || below(to, 'web/src/ui', 'web/src/i18n')) return null;
  return 'ui/ imports nothing of ours except ui/ itself and i18n';
};

const testsAreNotLibraries: ImportRule = (from, to) => {
  if (isTest(to)) return 'a test is imported by nobody: move what is shared to a file of its own';
  const testing = below(to, 'server/src/testing');
  const mayTest =
    isTest(from) || below(from, 'server/src/testing') || /(^|[./-])(contract|testing|fixtures)([./-]|$)/.test(from);
  if (testing && !mayTest && !below(from, 'scripts', 'web/e2e', 'web/visual')) {
    return 'server/src/testing is imported by tests and scripts only';
  }
  return null;
};

export const importRules: readonly ImportRule[] = [
  packages,
  insideShared,
  pillarToPillar,
  onlyComposers,
  persistence,
  doors,
  realtime,
  ui,
  testsAreNotLibraries,
];

/** Longer than this is allowed for tables only, each named with its reason. */
export const longestFile = 400;
export const tables: Readonly<Record<string, string>> = {};

/** Rules on a file by itself. */
export function fileProblem(path: string, lines: number, onlyReexports: boolean): string | null {
  const name = basename(path);
  if (/^utils?\.[cm]?[jt]sx?$/.test(name)) return 'no file is named utils: name it after what it does';
  if (onlyReexports) return 'no barrels: import from the file itself';
  if (lines > longestFile && tables[path] === undefined) {
    return `${lines} lines: never more than ${longestFile} unless it is a table named in scripts/layers/rules.ts`;
  }
  return null;
}
