import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { factsOf } from './layers/imports.ts';
import { inspectFile, inspectTree } from './layers/inspect.ts';
import { longestFile } from './layers/rules.ts';

/** What is said about one file that imports one other. */
const said = (from: string, specifier: string): string[] =>
  inspectFile(from, `import { x } from '${specifier}';\nexport const y = x;\n`).map((each) => each.sentence);

describe('imports are read from the syntax tree', () => {
  it('sees types, side effects, lazy imports and re-exports, and no text that only looks like one', () => {
    const { imports, reexports } = factsOf(
      'web/src/a.tsx',
      `import type { A } from './b.ts';
import './c.css';
export { d } from './d.ts';
export * from '@sitong/shared/kernel/level.ts';
// import { e } from './e.ts';
const text = "import { f } from './f.ts'";
const lazy = () => import('./screens/wall.tsx');
const node = <p title="x">{text}</p>;
`,
    );
    expect(imports.map((each) => each.file)).toEqual(['web/src/b.ts', 'web/src/c.css', 'web/src/screens/wall.tsx']);
    expect(reexports.map((each) => each.file)).toEqual(['web/src/d.ts', 'shared/src/kernel/level.ts']);
    expect(imports[2]?.line).toBe(7);
  });

  it('leaves libraries and Node modules alone', () => {
    expect(said('web/src/ui/button.tsx', 'react')).toEqual([]);
    expect(said('shared/src/kernel/ids.ts', 'node:crypto')).toEqual([]);
  });
});

describe('allowed', () => {
  it.each([
    ['server/src/pillars/rescue/decide.ts', '@sitong/shared/pillars/rescue/state.ts'],
    ['server/src/pillars/rescue/decide.ts', '@sitong/shared/pillars/command/public.ts'],
    ['server/src/pillars/rescue/reactions.ts', '@sitong/shared/pillars/command/events.ts'],
    ['server/src/pillars/rescue/reactions/escalate.ts', '@sitong/shared/pillars/command/events.ts'],
    ['server/src/pillars/rescue/views/orders.ts', '@sitong/shared/pillars/command/events.ts'],
    ['server/src/pillars/rescue/views/orders.ts', '../../../plumbing/persistence/client.ts'],
    ['server/src/plumbing/jobs/worker.ts', '../persistence/client.ts'],
    ['server/src/ingest/cap/parse.ts', '@sitong/shared/kernel/time.ts'],
    ['server/src/ingest/cap/door.ts', '../contract.ts'],
    ['server/src/ingest/jt808/transport.ts', '../../plumbing/signals/sink.ts'],
    ['server/src/app.ts', './pillars/release/plugin.ts'],
    ['server/src/app/rooms.ts', '../pillars/release/plugin.ts'],
    ['server/src/testing/app.ts', '../plumbing/persistence/client.ts'],
    ['server/src/pillars/release/decide.db.test.ts', '../../testing/database.ts'],
    ['shared/src/protocol/up.ts', '../pillars/rescue/intents.ts'],
    ['shared/src/testing/scenario.ts', '../protocol/up.ts'],
    ['shared/src/pillars/rescue/state.test.ts', '../../testing/given.ts'],
    ['web/src/wall/wall.tsx', '../pillars/rescue/layers.ts'],
    ['web/src/screens/wall/screen.tsx', '../../pillars/rescue/panels/teams.tsx'],
    ['web/src/ui/badge.tsx', '../i18n/words.ts'],
    ['web/src/ui/table/table.tsx', './row.tsx'],
    ['web/e2e/storm.e2e.ts', '../../server/src/testing/app.ts'],
    ['scripts/bench/main.ts', '@sitong/server/app.ts'],
  ])('%s may import %s', (from, specifier) => {
    expect(said(from, specifier)).toEqual([]);
  });
});

describe('refused', () => {
  it.each([
    ['web/src/plumbing/http.ts', '@sitong/server/app.ts', 'web imports shared, never server'],
    ['server/src/app.ts', '../../web/src/paths.ts', 'server imports shared, never web'],
    ['server/src/app.ts', '../../scripts/seed.ts', 'server imports shared, never scripts'],
    ['shared/src/kernel/ids.ts', '@sitong/server/config.ts', 'shared imports neither'],
    ['shared/src/kernel/ids.ts', '../pillars/rescue/events.ts', 'only those before it'],
    ['shared/src/pillars/rescue/state.ts', '../../protocol/up.ts', 'only those before it'],
    ['shared/src/protocol/up.ts', '../testing/factory.ts', 'only those before it'],
    ['shared/src/pillars/rescue/state.ts', '../command/state.ts', "another pillar's internals"],
    ['shared/src/pillars/rescue/state.ts', '../command/events.ts', "another pillar's internals"],
    ['server/src/pillars/rescue/decide.ts', '@sitong/shared/pillars/command/events.ts', "another pillar's internals"],
    ['server/src/pillars/rescue/reactions.ts', '../command/decide.ts', "another pillar's internals"],
    ['server/src/pillars/rescue/reactions.ts', '@sitong/shared/pillars/command/state.ts', "another pillar's internals"],
    ['web/src/pillars/rescue/panels/teams.tsx', '../../command/panels/tasks.tsx', "another pillar's internals"],
    ['server/src/plumbing/eventlog/log.ts', '@sitong/shared/pillars/rescue/events.ts', 'plumbing knows no pillar'],
    ['server/src/plumbing/jobs/worker.ts', '../../pillars/release/plugin.ts', 'plumbing knows no pillar'],
    ['web/src/plumbing/store.ts', '../pillars/rescue/selectors.ts', 'plumbing knows no pillar'],
    ['server/src/ingest/cap/door.ts', '@sitong/shared/pillars/monitoring/intents.ts', 'no pillar'],
    ['server/src/channels/sms/send.ts', '../../ingest/contract.ts', 'nothing else of the server'],
    ['server/src/ingest/cap/door.ts', '../../app.ts', 'nothing else of the server'],
    ['server/src/pillars/rescue/decide.ts', '../../plumbing/persistence/client.ts', 'persistence is imported only by'],
    ['server/src/ingest/cap/door.ts', '../../plumbing/persistence/client.ts', 'persistence is imported only by'],
    ['server/src/plumbing/realtime/gateway.ts', '../eventlog/writer.ts', 'never writes it'],
    ['web/src/ui/badge.tsx', '@sitong/shared/kernel/level.ts', 'ui/ imports nothing of ours'],
    ['web/src/ui/badge.tsx', '../plumbing/store.ts', 'ui/ imports nothing of ours'],
    ['web/src/paths.ts', './pillars/rescue/selectors.ts', 'see all four pillars'],
    ['server/src/token.ts', './pillars/rescue/decide.ts', 'see all four pillars'],
    ['server/src/pillars/rescue/routes.ts', '../../testing/app.ts', 'imported by tests and scripts only'],
    ['server/src/app.ts', './config.test.ts', 'a test is imported by nobody'],
  ])('%s may not import %s', (from, specifier, sentence) => {
    const [first, ...others] = said(from, specifier);
    expect(first).toContain(sentence);
    expect(others).toEqual([]);
  });

  it('a type counts like a value, and a lazy import and a re-export like an import', () => {
    const path = 'web/src/plumbing/store.ts';
    for (const source of [
      "import type { S } from '../pillars/rescue/selectors.ts';\nexport type T = S;\n",
      "export const load = () => import('../pillars/rescue/selectors.ts');\n",
      "export const one = 1;\nexport { s } from '../pillars/rescue/selectors.ts';\n",
    ]) {
      expect(inspectFile(path, source)).toHaveLength(1);
    }
  });

  it('a barrel', () => {
    const [first] = inspectFile(
      'web/src/ui/index.ts',
      "export * from './button.tsx';\nexport { Row } from './row.tsx';\n",
    );
    expect(first?.sentence).toContain('no barrels');
  });

  it('a file named utils', () => {
    expect(inspectFile('web/src/utils.ts', 'export const one = 1;\n')[0]?.sentence).toContain('utils');
  });

  it(`a file over ${longestFile} lines`, () => {
    const lines = (count: number): string => 'export {};\n'.repeat(count);
    expect(inspectFile('server/src/long.ts', lines(longestFile))).toEqual([]);
    expect(inspectFile('server/src/long.ts', lines(longestFile + 1))[0]?.sentence).toContain(
      `${longestFile + 1} lines`,
    );
  });

  it('a file that cannot be read as TypeScript, by name', () => {
    expect(() => inspectFile('server/src/half.ts', 'import { from')).toThrow(/^server\/src\/half\.ts: /);
  });
});

describe('the whole tree', () => {
  const made: string[] = [];
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
  });

  it('is walked without libraries, builds and fixtures, under a path with spaces', () => {
    const root = mkdtempSync(join(tmpdir(), '四统 layers '));
    made.push(root);
    const write = (path: string, source: string): void => {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), source);
    };
    for (const name of ['shared', 'server', 'web', 'scripts']) write(`${name}/src/a.ts`, 'export const one = 1;\n');
    write('web/src/bad.tsx', "import { a } from '@sitong/server/a.ts';\nexport const b = <p>{a}</p>;\n");
    write('web/node_modules/x/bad.ts', "import '@sitong/server/a.ts';\n");
    write('web/dist/bad.ts', "import '@sitong/server/a.ts';\n");
    write('web/src/fixtures/bad.ts', "import '@sitong/server/a.ts';\n");
    const { files, violations } = inspectTree(root);
    expect(files).toBe(5);
    expect(violations.map(({ path, line }) => ({ path, line }))).toEqual([{ path: 'web/src/bad.tsx', line: 1 }]);
  });
});
