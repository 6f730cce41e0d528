import semver from 'semver';
import { parse } from 'yaml';
import { z } from 'zod';

export interface LockedPackage {
  name: string;
  version: string;
}

const LockfileSchema = z.object({ lockfileVersion: z.string(), packages: z.record(z.string(), z.unknown()) });

/**
 * Every package of a pnpm-lock.yaml, of every importer and platform, once a version: the list that `npm run sbom` writes.
 * Throws for a key that is no name@version, because a package that is not looked at would pass in silence.
 */
export function lockedPackages(lockfile: string): LockedPackage[] {
  const { packages } = LockfileSchema.parse(parse(lockfile));
  return Object.keys(packages).map((key) => {
    const at = key.lastIndexOf('@');
    const [name, version] = [key.slice(0, at), key.slice(at + 1)];
    if (at < 1 || semver.valid(version) === null) throw new Error(`pnpm-lock.yaml names "${key}", which is no version`);
    return { name, version };
  });
}
