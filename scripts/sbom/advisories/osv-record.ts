import semver from 'semver';
import { z } from 'zod';

/** The part of a record of osv.dev (OSV schema 1.x) that says which versions of which npm packages are affected. */
const EventSchema = z.object({
  introduced: z.string().optional(),
  fixed: z.string().optional(),
  last_affected: z.string().optional(),
  limit: z.string().optional(),
});
const AffectedSchema = z.object({
  package: z.object({ ecosystem: z.string(), name: z.string().min(1) }).optional(),
  ranges: z.array(z.object({ type: z.string(), events: z.array(EventSchema).min(1) })).default([]),
  versions: z.array(z.string()).default([]),
});
export const OsvRecordSchema = z.object({
  id: z.string().min(1),
  modified: z.iso.datetime({ offset: true }),
  withdrawn: z.iso.datetime({ offset: true }).optional(),
  aliases: z.array(z.string()).default([]),
  summary: z.string().default(''),
  affected: z.array(AffectedSchema).default([]),
  database_specific: z.object({ severity: z.string().nullable().optional() }).optional(),
});
export type OsvRecord = z.infer<typeof OsvRecordSchema>;
type Affected = z.infer<typeof AffectedSchema>;

export const SEVERITIES = ['low', 'moderate', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** As GitHub judged it. Malicious packages (MAL-…) are critical; one that nobody judged counts as high. */
export function severityOf({ id, database_specific: specific }: OsvRecord): Severity {
  if (id.startsWith('MAL-')) return 'critical';
  const said = specific?.severity?.toLowerCase();
  return SEVERITIES.find((one) => one === said || (one === 'moderate' && said === 'medium')) ?? 'high';
}

/** Whether a version of a package is affected, and in which version it is mended; undefined: it is not affected. */
export function hitOf(record: OsvRecord, name: string, version: string): { fixed: string | undefined } | undefined {
  if (record.withdrawn !== undefined) return undefined;
  for (const affected of record.affected) {
    const { package: of } = affected;
    if (of?.ecosystem !== 'npm' || of.name !== name || !affects(affected, version)) continue;
    return { fixed: fixedAfter(affected, version) };
  }
  return undefined;
}

function affects({ ranges, versions }: Affected, version: string): boolean {
  if (versions.includes(version)) return true;
  return rangesOf(ranges).some(({ events }) => inRange(events, version));
}

/** npm versions are semantic ones under either name; GIT ranges name commits. */
const rangesOf = (ranges: Affected['ranges']) => ranges.filter(({ type }) => type === 'SEMVER' || type === 'ECOSYSTEM');

type Turn = { at: string; to: 'in' | 'out'; after: 'at' | 'behind' };

/** The evaluation of the OSV schema: events in the order of their versions, each turning the range on or off. */
function inRange(events: readonly z.infer<typeof EventSchema>[], version: string): boolean {
  const turns = events.flatMap((event): Turn[] => {
    if (event.introduced !== undefined) return [{ at: ordered(event.introduced), to: 'in', after: 'at' }];
    if (event.fixed !== undefined) return [{ at: ordered(event.fixed), to: 'out', after: 'at' }];
    if (event.last_affected !== undefined) return [{ at: ordered(event.last_affected), to: 'out', after: 'behind' }];
    return [];
  });
  turns.sort((a, b) => semver.compare(a.at, b.at) || (a.to === 'in' ? -1 : 1));
  const limits = events.flatMap(({ limit }) => (limit === undefined || limit === '*' ? [] : [ordered(limit)]));
  if (limits.length > 0 && !limits.some((limit) => semver.lt(version, limit))) return false;
  let side: Turn['to'] = 'out';
  for (const { at, to, after } of turns)
    if (after === 'at' ? semver.gte(version, at) : semver.gt(version, at)) side = to;
  return side === 'in';
}

/** "0" stands before every version. Throws for what is no version: such a record is named as broken. */
function ordered(version: string): string {
  if (version === '0') return '0.0.0-0';
  const whole = semver.parse(version)?.version ?? semver.coerce(version, { includePrerelease: true })?.version;
  if (whole === undefined) throw new Error(`"${version}" is no version`);
  return whole;
}

/** The first version behind this one that is mended. */
function fixedAfter({ ranges }: Affected, version: string): string | undefined {
  return rangesOf(ranges)
    .flatMap(({ events }) => events.flatMap(({ fixed }) => (fixed === undefined ? [] : [ordered(fixed)])))
    .filter((fixed) => semver.gt(fixed, version))
    .toSorted(semver.compare)[0];
}
