import { readFileSync } from 'node:fs';
import { z } from 'zod';

const UnitSchema = z.object({ code: z.string(), name: z.string() });
const SourceSchema = z.object({
  county: UnitSchema,
  towns: z.array(UnitSchema.extend({ villages: z.array(UnitSchema) })),
});

export interface VillageName {
  code: string;
  /** As people say it: 善化村, 宝塔社区. */
  name: string;
  official: string;
  urban: boolean;
}

export interface TownName {
  /** Nine digits in the list, twelve here. */
  code: string;
  name: string;
  villages: VillageName[];
}

function spoken(official: string): string {
  if (official.endsWith('村委会')) return official.slice(0, -2);
  if (official.endsWith('社区居委会')) return official.slice(0, -3);
  if (official.endsWith('居委会')) return `${official.slice(0, -3)}社区`;
  return official;
}

/** Real names and codes of the county, its towns and villages (see source/ORIGIN.md). */
export function readNames(): { county: { code: string; name: string }; towns: TownName[] } {
  const file = new URL('./source/610525-towns-villages.json', import.meta.url);
  const source = SourceSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return {
    county: { code: source.county.code.padEnd(12, '0'), name: source.county.name },
    towns: source.towns.map((town) => ({
      code: town.code.padEnd(12, '0'),
      name: town.name,
      villages: town.villages.map((one) => ({
        code: one.code,
        name: spoken(one.name),
        official: one.name,
        urban: one.name.includes('社区') || one.name.includes('居委会'),
      })),
    })),
  };
}
