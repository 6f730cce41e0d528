import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import semver from 'semver';
import { afterAll, describe, expect, it } from 'vitest';
import { exitCodeOf, judge } from './judge.ts';
import { lockedPackages } from './locked-packages.ts';
import { hitOf, OsvRecordSchema, severityOf } from './osv-record.ts';
import { readExport } from './read-export.ts';

const folder = mkdtempSync(join(tmpdir(), 'sitong-osv-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const LODASH = readFileSync(join(import.meta.dirname, 'fixtures/GHSA-35jh-r3h4-6jhm.json'), 'utf8');
const now = new Date().toISOString();

const affected = (name: string, events: object[], more: object = {}) => ({
  package: { ecosystem: 'npm', name },
  ranges: [{ type: 'SEMVER', events }],
  ...more,
});
const given = (id: string, one: object, more: object = {}) =>
  OsvRecordSchema.parse({ id, modified: now, affected: [one], database_specific: { severity: 'HIGH' }, ...more });
/** The facts of reliability §4: every MapLibre before 6.4.1. */
const MAPLIBRE = given('GHSA-test-mapl-ibre', affected('maplibre-gl', [{ introduced: '0' }, { fixed: '6.4.1' }]), {
  aliases: ['CVE-2026-85061'],
});

describe('which versions an advisory means', () => {
  it.each([
    ['6.4.0', '6.4.1'],
    ['0.0.1', '6.4.1'],
    ['6.4.1-pre.1', '6.4.1'],
    ['6.4.1', undefined],
    ['6.17.0', undefined],
  ])('maplibre-gl %s: mended in %s', (version, fixed) =>
    expect(hitOf(MAPLIBRE, 'maplibre-gl', version)?.fixed).toBe(fixed),
  );
  it('reads a record as GitHub publishes it, of both packages it names', () => {
    const record = OsvRecordSchema.parse(JSON.parse(LODASH));
    expect(severityOf(record)).toBe('high');
    expect(hitOf(record, 'lodash-es', '4.17.20')).toEqual({ fixed: '4.17.21' });
    expect(hitOf(record, 'lodash', '4.17.21')).toBeUndefined();
    expect(hitOf(record, 'lodash.template', '4.17.20')).toBeUndefined();
  });
  it('two lines with a gap, the last affected one, single versions and another ecosystem', () => {
    const lines = given(
      'A',
      affected('ws', [{ introduced: '7.0.0' }, { fixed: '7.5.10' }, { introduced: '8.0.0' }, { fixed: '8.17.1' }]),
    );
    expect(['6.9.9', '7.5.9', '7.5.10', '8.0.0', '8.17.1'].map((one) => hitOf(lines, 'ws', one)?.fixed)).toEqual([
      undefined,
      '7.5.10',
      undefined,
      '8.17.1',
      undefined,
    ]);
    const last = given('B', affected('x', [{ introduced: '1.0.0' }, { last_affected: '1.2.0' }]));
    expect(['1.2.0', '1.2.1'].map((one) => hitOf(last, 'x', one))).toEqual([{ fixed: undefined }, undefined]);
    const single = given('MAL-2026-1', { package: { ecosystem: 'npm', name: 'y' }, versions: ['3.1.4'] });
    expect([hitOf(single, 'y', '3.1.4'), hitOf(single, 'y', '3.1.5'), severityOf(single)]).toEqual([
      { fixed: undefined },
      undefined,
      'critical',
    ]);
    const python = given('C', { ...affected('ws', [{ introduced: '0' }]), package: { ecosystem: 'PyPI', name: 'ws' } });
    expect(hitOf(python, 'ws', '1.0.0')).toBeUndefined();
  });
  it('one that was withdrawn means none, and one that nobody judged counts as high', () => {
    expect(hitOf({ ...MAPLIBRE, withdrawn: now }, 'maplibre-gl', '6.0.0')).toBeUndefined();
    expect(severityOf({ ...MAPLIBRE, database_specific: undefined })).toBe('high');
  });
  it('agrees with npm’s own reading of >=a <b for any versions', () => {
    const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(version, version, version, (introduced, fixed, at) => {
        fc.pre(semver.lt(introduced, fixed));
        const record = given('P', affected('p', [{ fixed }, { introduced }]));
        expect(hitOf(record, 'p', at) !== undefined).toBe(semver.satisfies(at, `>=${introduced} <${fixed}`));
      }),
    );
  });
});

describe('what passes', () => {
  const packages = [{ name: 'maplibre-gl', version: '6.4.0' }];
  const entry = {
    id: 'CVE-2026-85061',
    package: 'maplibre-gl',
    reason: 'no style of strangers is ever loaded',
    until: '2026-12-01',
  };
  it('an advisory from the chosen severity up does not', () => {
    const judged = judge(packages, [MAPLIBRE], [], '2026-11-22');
    expect([exitCodeOf(judged, 'high'), exitCodeOf(judged, 'critical')]).toEqual([1, 0]);
  });
  it('one that is allowed passes to the end of its last day, and counts again the day after', () => {
    const standing = (today: string) => judge(packages, [MAPLIBRE], [entry], today).hits[0]?.standing;
    expect([standing('2026-12-01'), standing('2026-12-02')]).toEqual(['allowed', 'expired']);
    expect(exitCodeOf(judge(packages, [MAPLIBRE], [entry], '2026-12-02'), 'high')).toBe(1);
  });
  it('an entry for another package allows nothing and is told as unneeded', () => {
    const judged = judge(packages, [MAPLIBRE], [{ ...entry, package: 'ws' }], '2026-11-22');
    expect([judged.hits[0]?.standing, judged.unused.length]).toEqual(['open', 1]);
  });
});

describe('npm run audit:deps', () => {
  const lockfile = (...keys: string[]): string => {
    const path = join(folder, `${keys.join().replaceAll(/\W/g, '_')}.yaml`);
    writeFileSync(path, `lockfileVersion: '9.0'\npackages:\n${keys.map((key) => `  '${key}': {}\n`).join('')}`);
    return path;
  };
  const run = (...args: string[]) => {
    const file = join(import.meta.dirname, '../audit-deps.ts');
    const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8' });
    return { status, said: stdout, complained: stderr };
  };
  const osv = join(folder, 'osv');
  mkdirSync(join(osv, 'npm'), { recursive: true });
  writeFileSync(join(osv, 'npm/GHSA-35jh-r3h4-6jhm.json'), LODASH);
  writeFileSync(join(osv, 'npm/GHSA-test-mapl-ibre.json'), JSON.stringify(MAPLIBRE));
  writeFileSync(join(osv, 'npm/GHSA-cut-off.json'), LODASH.slice(0, 400));
  writeFileSync(join(osv, 'npm/GHSA-no-id.json'), '{"modified":"2026-01-01T00:00:00Z"}');

  it('names each hit with its severity and mended version, and the records it could not read, and fails', () => {
    const { status, said, complained } = run(
      '--osv',
      osv,
      '--lockfile',
      lockfile('maplibre-gl@6.4.0', 'lodash@4.17.21', '@x/y@1.0.0'),
    );
    expect(said).toContain('HIGH maplibre-gl@6.4.0  GHSA-test-mapl-ibre CVE-2026-85061  mended in 6.4.1');
    expect(said).not.toContain('lodash');
    expect(complained).toMatch(/not read: npm\/GHSA-cut-off\.json.*\n.*not read: npm\/GHSA-no-id\.json.*id/);
    expect(status).toBe(1);
  });
  it('reads the zip that osv.dev hands out as it reads the folder', async () => {
    const zip = join(folder, 'all.zip');
    writeFileSync(zip, zipSync({ 'GHSA-35jh-r3h4-6jhm.json': Buffer.from(LODASH), 'a.json': Buffer.from('{') }));
    const read = await readExport(zip);
    expect(read.records.map(({ id }) => id)).toEqual(['GHSA-35jh-r3h4-6jhm']);
    expect(read.broken.map(({ file }) => file)).toEqual(['a.json']);
    expect(run('--osv', zip, '--lockfile', lockfile('lodash@4.17.20')).status).toBe(1);
  });
  it('takes no zip that was cut off: fewer advisories would pass', async () => {
    const whole = zipSync({ 'a.json': Buffer.from(LODASH), 'b.json': Buffer.from(LODASH) });
    for (const at of [whole.length - 22, Math.floor(whole.length / 2), 20]) {
      const cut = join(folder, `cut-${at}.zip`);
      writeFileSync(cut, whole.subarray(0, at));
      await expect(readExport(cut)).rejects.toThrow('no whole zip');
    }
  });
  it('says of an old export that it is old', () => {
    const old = join(folder, 'old');
    mkdirSync(old);
    writeFileSync(join(old, 'a.json'), LODASH);
    const { status, complained } = run('--osv', old, '--lockfile', lockfile('lodash@4.17.21'));
    expect([status, complained]).toEqual([0, expect.stringMatching(/this export ends \d+ days ago/)]);
  });
  it('never passes in silence: nothing there, nothing of npm, no registry: exit code 2 and what to do', () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    for (const args of [
      ['--osv', join(folder, 'nowhere')],
      ['--osv', empty],
      ['--osv', lockfile('a@1.0.0')],
    ])
      expect(run(...args)).toMatchObject({ status: 2, complained: expect.stringMatching(/audit:deps: ./) });
    expect(run('--osv', osv, '--severity', 'awful').status).toBe(2);
    const deaf = spawnSync(process.execPath, [join(import.meta.dirname, '../audit-deps.ts')], {
      encoding: 'utf8',
      env: {
        ...process.env,
        npm_config_registry: 'http://127.0.0.1:9/',
        NPM_CONFIG_FETCH_RETRIES: '0',
        npm_config_fetch_retries: '0',
      },
    });
    expect([deaf.status, deaf.stderr]).toEqual([2, expect.stringContaining('--osv all.zip')]);
  });
  it('looks at every package of our own lockfile, and what is allowed has a reason and an end', () => {
    const ours = lockedPackages(readFileSync(join(import.meta.dirname, '../../../pnpm-lock.yaml'), 'utf8'));
    expect(ours.length).toBeGreaterThan(300);
    expect(judge(ours, [MAPLIBRE], [], '2026-11-22').hits).toEqual([]);
    expect(run('--osv', osv).status).toBe(0);
  });
});
