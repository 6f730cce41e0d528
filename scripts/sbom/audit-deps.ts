import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { AllowListSchema, exitCodeOf, type Hit, judge } from './advisories/judge.ts';
import { lockedPackages } from './advisories/locked-packages.ts';
import { SEVERITIES } from './advisories/osv-record.ts';
import { readExport } from './advisories/read-export.ts';

/**
 * `npm run audit:deps [-- --osv FOLDER_OR_ZIP] [--severity high] [--lockfile FILE] [--allow FILE]`: holds every package of
 * the lockfile against known advisories: of the registry when it answers, or of an export of osv.dev where the network is
 * closed. Exit code 0 = nothing from that severity up, 1 = something, 2 = nobody was asked: never a silent pass.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EXPORT_AT = 'https://osv-vulnerabilities.storage.googleapis.com/npm/all.zip';
const REGISTRY_MS = 60_000;
const DAY_MS = 86_400_000;
const OLD_DAYS = 7;
const NOBODY = 2;

const OptionsSchema = z.object({
  osv: z.string().optional(),
  severity: z.enum(SEVERITIES),
  lockfile: z.string(),
  allow: z.string(),
});
type Options = z.infer<typeof OptionsSchema>;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`audit:deps: ${line}\n`);

function optionsOf(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      osv: { type: 'string' },
      severity: { type: 'string', default: 'high' },
      lockfile: { type: 'string', default: `${ROOT}/pnpm-lock.yaml` },
      allow: { type: 'string', default: `${ROOT}/scripts/sbom/allowed-advisories.json` },
    },
  });
  return OptionsSchema.parse(values);
}

const LINE: Readonly<Record<Hit['standing'], string>> = { open: '', allowed: 'allowed: ', expired: 'EXPIRED: ' };

function shown({ severity, name, version, id, aliases, fixed, summary, standing }: Hit): string {
  const mended = fixed === undefined ? 'no mended version' : `mended in ${fixed}`;
  return `${LINE[standing]}${severity.toUpperCase()} ${name}@${version}  ${[id, ...aliases].join(' ')}  ${mended}  ${summary}`;
}

async function byExport(path: string, { severity, lockfile, allow }: Options): Promise<number> {
  const { records, broken, newestMs } = await readExport(path);
  const npm = records.filter(({ affected }) => affected.some((one) => one.package?.ecosystem === 'npm'));
  if (npm.length === 0) {
    complain(`${path} holds no record of npm: fetch ${EXPORT_AT} and name that file`);
    return NOBODY;
  }
  const allowed = existsSync(allow) ? AllowListSchema.parse(JSON.parse(readFileSync(allow, 'utf8'))) : [];
  const packages = lockedPackages(readFileSync(lockfile, 'utf8'));
  const judged = judge(packages, npm, allowed, new Date().toISOString().slice(0, 10));
  for (const { file, why } of [...broken, ...judged.broken]) complain(`not read: ${file}: ${why.slice(0, 300)}`);
  const days = Math.floor((Date.now() - newestMs) / DAY_MS);
  if (days > OLD_DAYS)
    complain(`this export ends ${days} days ago: what was found since is not in it; fetch ${EXPORT_AT}`);
  for (const hit of judged.hits) say(shown(hit));
  for (const { id, package: name } of judged.unused) complain(`${id} of ${name} need not be allowed any more`);
  const counted = judged.hits.filter(({ standing }) => standing !== 'allowed').length;
  say(
    `${packages.length} packages, ${npm.length} advisories, ${counted} that count, ${broken.length} records not read`,
  );
  return exitCodeOf(judged, severity);
}

/** pnpm's own audit says in its exit code what it found, and in its JSON whether anybody answered. */
const AnswerSchema = z.object({ metadata: z.object({ vulnerabilities: z.record(z.string(), z.number()) }) });

function byRegistry({ severity }: Options): number {
  const args = ['audit', '--prod', '--audit-level', severity];
  const { stdout = '', stderr = '' } = spawnSync('pnpm', [...args, '--json'], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: REGISTRY_MS,
  });
  const answer = AnswerSchema.safeParse(jsonOf(stdout));
  if (!answer.success) {
    complain(`the registry has no advisories for us (${(stdout + stderr).trim().split('\n')[0]?.slice(0, 200)})`);
    complain(`fetch ${EXPORT_AT} where there is internet, bring it here, and run: npm run audit:deps -- --osv all.zip`);
    return NOBODY;
  }
  const found = answer.data.metadata.vulnerabilities;
  say(`registry: ${SEVERITIES.map((one) => `${found[one] ?? 0} ${one}`).join(', ')}`);
  return SEVERITIES.slice(SEVERITIES.indexOf(severity)).some((one) => (found[one] ?? 0) > 0) ? 1 : 0;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function main(): Promise<number> {
  try {
    const options = optionsOf(process.argv.slice(2).filter((word) => word !== '--'));
    return options.osv === undefined ? byRegistry(options) : await byExport(options.osv, options);
  } catch (error) {
    complain(
      error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error),
    );
    return NOBODY;
  }
}

process.exitCode = await main();
