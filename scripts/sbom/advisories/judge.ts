import { z } from 'zod';
import type { LockedPackage } from './locked-packages.ts';
import { hitOf, type OsvRecord, SEVERITIES, type Severity, severityOf } from './osv-record.ts';

/** Advisories that a person looked at and lets pass for a while, with the reason. */
export const AllowListSchema = z.array(
  z.strictObject({
    id: z.string().min(1),
    package: z.string().min(1),
    reason: z.string().trim().min(10, 'a reason is a sentence'),
    /** The last day it counts. */
    until: z.iso.date(),
  }),
);
export type AllowList = z.infer<typeof AllowListSchema>;

export interface Hit extends LockedPackage {
  id: string;
  aliases: readonly string[];
  severity: Severity;
  fixed: string | undefined;
  summary: string;
  /** `allowed`: on the list; `expired`: it was, and counts again. */
  standing: 'open' | 'allowed' | 'expired';
}

export interface Judged {
  hits: Hit[];
  /** Records that cannot be evaluated. */
  broken: { file: string; why: string }[];
  /** Entries of the list that no package needs any more. */
  unused: AllowList;
}

/** Every package against every record. `today`: YYYY-MM-DD. */
export function judge(
  packages: readonly LockedPackage[],
  records: readonly OsvRecord[],
  allowed: AllowList,
  today: string,
): Judged {
  const byName = Map.groupBy(packages, ({ name }) => name);
  const judged: Judged = { hits: [], broken: [], unused: [] };
  for (const record of records) {
    const names = new Set(record.affected.map((one) => one.package?.name ?? ''));
    try {
      for (const name of names)
        for (const { version } of byName.get(name) ?? []) {
          const hit = hitOf(record, name, version);
          if (hit === undefined) continue;
          const standing = standingOf(record, name, allowed, today);
          const { id, aliases, summary } = record;
          judged.hits.push({ name, version, id, aliases, severity: severityOf(record), ...hit, summary, standing });
        }
    } catch (error) {
      judged.broken.push({ file: record.id, why: error instanceof Error ? error.message : String(error) });
    }
  }
  judged.hits.sort((a, b) => rank(b.severity) - rank(a.severity) || a.name.localeCompare(b.name));
  judged.unused = allowed.filter(
    ({ id, package: name }) => !judged.hits.some((hit) => hit.name === name && [hit.id, ...hit.aliases].includes(id)),
  );
  return judged;
}

function standingOf(record: OsvRecord, name: string, allowed: AllowList, today: string): Hit['standing'] {
  const entry = allowed.find((one) => one.package === name && [record.id, ...record.aliases].includes(one.id));
  if (entry === undefined) return 'open';
  return today <= entry.until ? 'allowed' : 'expired';
}

export const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** 1: a package must be renewed; 0: none must. */
export function exitCodeOf({ hits }: Judged, from: Severity): 0 | 1 {
  return hits.some(({ severity, standing }) => standing !== 'allowed' && rank(severity) >= rank(from)) ? 1 : 0;
}
