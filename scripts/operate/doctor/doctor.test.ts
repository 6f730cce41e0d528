import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeChain } from './chain.ts';
import { type DatabaseFacts, judgeDatabase } from './database.ts';
import { judgeDisk } from './disk.ts';
import { exitCodeOf, type Finding, shown } from './finding.ts';
import { checkClock, openFilesOf } from './machine.ts';
import { checkRedis, judgeCertificate } from './network.ts';

const DISK = { freeBytes: 50e9, totalBytes: 100e9, type: 0xef53, fsyncMs: 1 };
const DATABASE: DatabaseFacts = {
  version: '18.4',
  settings: {
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    data_checksums: 'on',
    max_connections: '100',
  },
  connections: 4,
  aheadMs: 0,
  archive: { failed: 0, lastFailedMs: undefined, lastArchivedMs: undefined },
};
const statesOf = (findings: readonly Finding[]): string[] => findings.map(({ state }) => state);
const notGood = (findings: readonly Finding[]): string[] =>
  findings.filter(({ state }) => state !== 'good').map(({ state, what }) => `${state}: ${what}`);

describe('pnpm doctor', () => {
  it('is content with a sound machine', () => {
    expect(notGood([...judgeDisk('/d', DISK), ...judgeDatabase(DATABASE)])).toEqual([]);
  });

  it.each([
    [{ freeBytes: 0.5e9 }, /^bad: 0\.5 GB of/],
    [{ freeBytes: 4e9 }, /^watch: 4\.0 GB/],
    [{ type: 0x01021994 }, /^bad: .*tmpfs/],
    [{ type: 0x6969 }, /^bad: .*NFS/],
    [{ fsyncMs: 0.001 }, /^watch: .*too fast for a disk/],
    [{ fsyncMs: 80 }, /^watch: .*80\.00 ms/],
  ])('says what hurts about a disk with %o', (change, said) => {
    expect(notGood(judgeDisk('/d', { ...DISK, ...change }))).toEqual([expect.stringMatching(said)]);
  });

  it.each([
    [{ settings: { ...DATABASE.settings, fsync: 'off' } }, /^bad: PostgreSQL runs with fsync = off/],
    [{ settings: { ...DATABASE.settings, data_checksums: 'off' } }, /^watch: pages carry no checksums/],
    [{ version: '15.2' }, /^watch: PostgreSQL 15\.2/],
    [{ connections: 90 }, /^watch: 90 of 100 connections/],
    [
      { archive: { failed: 3, lastFailedMs: 5, lastArchivedMs: 4 } },
      /^bad: the write-ahead log is not archived: 3 failures/,
    ],
  ])('says what hurts about a database with %o', (change, said) => {
    expect(notGood(judgeDatabase({ ...DATABASE, ...change }))).toEqual([expect.stringMatching(said)]);
  });

  it('calls an archive good again once it has worked after a failure', () => {
    const archive = { failed: 3, lastFailedMs: 5, lastArchivedMs: 6 };
    expect(notGood(judgeDatabase({ ...DATABASE, archive }))).toEqual([]);
  });

  it('reads the limit of open files', () => {
    expect(openFilesOf('Max open files            1024                 524288               files')).toBe(1024);
    expect(openFilesOf('Max open files            unlimited            unlimited            files')).toBe(Infinity);
    expect(openFilesOf('something else')).toBeUndefined();
  });

  it('calls a database whose clock is more than 2 s off bad, whichever way', () => {
    expect(statesOf(checkClock(2_001))).toContain('bad');
    expect(statesOf(checkClock(-2_001))).toContain('bad');
    expect(statesOf(checkClock(2_000))).not.toContain('bad');
  });

  it('judges a certificate by its end and its name', () => {
    const pem = readFileSync(join(import.meta.dirname, 'fixtures/sitong-test.pem'));
    const endsMs = Date.parse(new X509Certificate(pem).validTo);
    const inDays = (days: number): number => endsMs - days * 86_400_000;
    expect(notGood(judgeCertificate(pem, 'sitong.test', inDays(60)))).toEqual([]);
    expect(notGood(judgeCertificate(pem, '10.1.2.3', inDays(60)))).toEqual([]);
    expect(notGood(judgeCertificate(pem, 'other.test', inDays(60)))).toEqual(['bad: does not name other.test']);
    expect(notGood(judgeCertificate(pem, undefined, inDays(20)))).toEqual(['watch: ends in 20 days']);
    expect(notGood(judgeCertificate(pem, undefined, inDays(-10)))).toEqual(['bad: ended 10 days ago']);
    expect(statesOf(judgeCertificate('no certificate', undefined, 0))).toEqual(['bad']);
  });

  it('judges a chain of certificates by its order, its end and its root', () => {
    const read = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
    const [chain, root, other] = [read('chain.pem'), read('root.pem'), read('sitong-test.pem')];
    const [leaf = '', middle = ''] = chain.match(/-----BEGIN[\s\S]+?-----END CERTIFICATE-----\n/g) ?? [];
    const nowMs = Date.parse('2026-12-01T00:00:00Z');
    expect(notGood(judgeChain(chain, root, nowMs))).toEqual([]);
    expect(notGood(judgeChain(chain + root, root, nowMs))).toEqual([]);
    expect(judgeChain(chain, root, nowMs).at(-1)?.what).toContain(new X509Certificate(root).fingerprint256);
    const says = (pem: string, ca: string | undefined, atMs = nowMs): string =>
      notGood(judgeChain(pem, ca, atMs)).join();
    expect(says(leaf, root)).toMatch(/^bad: CN=sitong\.test was not signed by the root of TLS_CA/);
    expect(says(middle + leaf, root)).toMatch(/^bad: chain broken: CN=Sitong Test Intermediate was not signed by/);
    expect(says(chain, other)).toMatch(/was not signed by the root of TLS_CA/);
    expect(says(chain, 'none')).toMatch(/^bad: TLS_CA is no certificate/);
    expect(says(other, undefined)).toMatch(/^watch: ends in a root of its own/);
    const lateMs = Date.parse(new X509Certificate(middle).validTo) - 10 * 86_400_000;
    expect(says(chain, root, lateMs)).toMatch(/^watch: authority CN=Sitong Test Intermediate ends in 10 days/);
  });

  it('says in a sentence that Redis does not answer, and goes on', async () => {
    const [finding] = await checkRedis('redis://127.0.0.1:1');
    expect(finding).toMatchObject({ state: 'watch', what: expect.stringContaining('ECONNREFUSED') });
  });

  it('fails only for what must be mended, and never names a fault without a remedy', () => {
    const state = fc.constantFrom<Finding['state']>('good', 'watch', 'bad', 'unknown');
    fc.assert(
      fc.property(fc.array(state), (states) => {
        const findings = states.map((one): Finding => ({ area: 'disk', state: one, what: 'x', remedy: 'y' }));
        expect(exitCodeOf(findings)).toBe(states.includes('bad') ? 1 : 0);
        for (const finding of findings) expect(shown(finding)).toContain('-> y');
      }),
    );
  });
});
