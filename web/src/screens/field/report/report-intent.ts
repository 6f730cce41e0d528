import type { Point } from '@sitong/shared/kernel/geo.ts';
import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { type CountyBasics, villageAt } from '../../../plumbing/outbox/county-basics.ts';
import type { PhoneFix } from '../position/position-policy.ts';

export type ReportIncidentIntent = Extract<Intent, { type: 'ReportIncident' }>;

/** What villages report most, first; the rest behind 其他 (domain §2). */
export const COMMON_HAZARDS: readonly Hazard[] = [
  'flash_flood',
  'landslide',
  'debris_flow',
  'collapse',
  'waterlogging',
  'fire',
  'forest_fire',
  'traffic',
];

export type PlaceAt = ReportIncidentIntent['place'];

/**
 * Where it is: the phone's own fix in the village it lies in, else the village the person works for. A fix outside
 * the county is not taken: the server would refuse the place and the report with it.
 */
export function placeOfReport(
  basics: CountyBasics,
  fix: PhoneFix | undefined,
  home: string | undefined,
): PlaceAt | undefined {
  const here = fix === undefined ? undefined : villageAt(basics, fix);
  if (fix !== undefined && here !== undefined) {
    const point: Point = { lon: fix.lon, lat: fix.lat };
    return { point, division: here.code, name: here.name, by: 'device', accuracyM: fix.accuracyM };
  }
  const village = basics.villages.find(({ code }) => code === home) ?? basics.towns.find(({ code }) => code === home);
  return village === undefined
    ? undefined
    : { point: village.seat, division: village.code, name: village.name, by: 'name' };
}
