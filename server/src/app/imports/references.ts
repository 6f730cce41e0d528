import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { z } from 'zod';
import type { MasterKind } from '../../plumbing/master/kinds.ts';
import type { Read } from './refused-row.ts';

type Target = 'division' | 'person' | 'sensor' | 'shelter' | 'hazard';

/** Fields that name a row of another kind. Divisions and persons themselves come first and name nobody. */
const REFERENCES: Readonly<Partial<Record<MasterKind, Readonly<Record<string, Target>>>>> = {
  person: { division: 'division' },
  post: { division: 'division', holder: 'person', deputies: 'person' },
  responsibility: { division: 'division', person: 'person', deputy: 'person', superior: 'person' },
  contact: { division: 'division' },
  household: { division: 'division', responsible: 'person', shelter: 'shelter', hazard: 'hazard' },
  sensor: { division: 'division' },
  hazard: { division: 'division', responsible: 'person', sensors: 'sensor' },
  team: { division: 'division', leader: 'person' },
  shelter: { division: 'division', keeper: 'person' },
  depot: { division: 'division', keeper: 'person' },
};

const NamesSchema = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

/** Leaves out rows that name what the county does not have: they would be found only in the night they are needed. */
export function checkReferences(read: Read, kind: MasterKind, county: CountyIndex): Read {
  const references = Object.entries(REFERENCES[kind] ?? {});
  if (references.length === 0) return read;
  const has: Record<Target, (id: string) => boolean> = {
    division: (id) => county.divisions.has(id),
    person: (id) => county.persons.has(id),
    sensor: (id) => county.sensors.has(id),
    shelter: (id) => county.shelters.has(id),
    hazard: (id) => county.hazards.has(id),
  };
  const refused = [...read.refused];
  const rows = read.rows.filter(({ row, value }) => {
    const fields = z.record(z.string(), z.unknown()).parse(value);
    for (const [path, target] of references) {
      const names = NamesSchema.safeParse(fields[path]);
      const unknown = names.success ? names.data.find((name) => !has[target](name)) : undefined;
      if (unknown === undefined) continue;
      refused.push({
        row,
        path,
        code: 'unknown_reference',
        message: `the county has no ${target} ${unknown}; import it first`,
        facts: { kind: target, name: unknown },
      });
      return false;
    }
    return true;
  });
  return { ...read, rows, refused };
}
