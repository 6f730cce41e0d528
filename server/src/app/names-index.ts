import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { pinyin } from 'pinyin-pro';
import { z } from 'zod';

/** One thing a command line or picker can name, with the keys it is typed by. */
export const NameRowSchema = z.object({
  kind: z.enum(['division', 'team', 'person', 'incident']),
  id: z.string(),
  name: z.string(),
  /** Whole pinyin without tones, `zhaozhuang1dui`. */
  pinyin: z.string(),
  /** First letters, digits kept: `zz1d`. */
  initials: z.string(),
});
export type NameRow = z.infer<typeof NameRowSchema>;

/** Keys of a name as it is typed on a Latin keyboard: letters and digits only, lower case. */
export function typedKeys(name: string, mode: 'normal' | 'surname' = 'normal'): { pinyin: string; initials: string } {
  const syllables = pinyin(name.normalize('NFKC'), {
    toneType: 'none',
    type: 'array',
    nonZh: 'consecutive',
    v: true,
    mode,
  });
  const plain = syllables.map((one) => one.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
  const isHan = (index: number): boolean => /^[a-z]+$/.test(plain[index] ?? '');
  return {
    pinyin: plain.join(''),
    // A run of digits counts whole: `1队` is typed `1d`.
    initials: plain.map((one, i) => (isHan(i) ? one.slice(0, 1) : one)).join(''),
  };
}

function row(kind: NameRow['kind'], id: string, name: string): NameRow {
  return { kind, id, name, ...typedKeys(name, kind === 'person' ? 'surname' : 'normal') };
}

/** Names of the master data: computed once a version, 10 ms a thousand names. */
export function masterNames({ data }: CountyIndex): NameRow[] {
  return [
    ...data.divisions.map(({ code, name }) => row('division', code, name)),
    ...data.teams.map(({ id, name }) => row('team', id, name)),
    ...data.persons.map(({ id, name }) => row('person', id, name)),
  ];
}

/** Open incidents come and go; each title's keys are kept while the incident object is. */
const incidentRows = new WeakMap<Incident, NameRow>();

export function incidentName(incident: Incident): NameRow {
  const known = incidentRows.get(incident);
  if (known !== undefined) return known;
  const made = row('incident', incident.id, `${shownNumber('I', incident.number)} ${incident.title}`);
  incidentRows.set(incident, made);
  return made;
}
