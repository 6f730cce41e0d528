import { type DivisionCode, townOf } from '@sitong/shared/kernel/division.ts';
import { distanceM, type Point, pointInRing } from '@sitong/shared/kernel/geo.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { shelterCapacity } from '@sitong/shared/kernel/master/ground.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import type { IncidentMark } from '../../pillars/command/marks.ts';
import type { HazardMark, SensorMark } from '../../pillars/monitoring/marks.ts';
import type { ShelterMark, TeamMark } from '../../pillars/rescue/team-marks.ts';
import type { LevelArea } from '../../plumbing/map/area-layers.ts';
import { atLeast, type Bounds, boundsOf, snapped } from '../../plumbing/map/bounds.ts';

/** Everything a map of the situation shows, as plain marks; what a list beside it can name as well. */
export interface Situation {
  readonly areas: readonly LevelArea[];
  readonly hazards: readonly HazardMark[];
  readonly sensors: readonly SensorMark[];
  readonly shelters: readonly ShelterMark[];
  readonly incidents: readonly IncidentMark[];
  readonly teams: readonly TeamMark[];
}

/** Shelters near an open incident; all of them when asked for. Occupancy is not counted yet: capacity is shown. */
export function shelterMarks(
  county: CountyIndex,
  incidents: readonly Incident[],
  show: 'all' | 'near',
  text: (name: string, capacity: number) => string,
): ShelterMark[] {
  const nearM = 8000;
  return county.data.shelters.flatMap((shelter) => {
    const near = incidents.some((incident) => distanceM(incident.place.point, shelter.point) <= nearM);
    if (show === 'near' && !near) return [];
    return [
      {
        id: shelter.id,
        lon: shelter.point.lon,
        lat: shelter.point.lat,
        text: text(shelter.name, shelterCapacity(shelter)),
        short: shelter.name,
      },
    ];
  });
}

/** Towns that something is happening in: where hazard points matter now. */
export function affectedTowns(incidents: readonly Incident[]): DivisionCode[] {
  return [...new Set(incidents.map((incident) => townOf(incident.place.division)))];
}

/** Hazard points inside an area of level Ⅰ–Ⅲ or in a town with an open incident. */
export function hazardsThatMatter(
  hazards: readonly HazardMark[],
  areas: readonly LevelArea[],
  incidents: readonly Incident[],
): HazardMark[] {
  const nearM = 5000;
  const worse = areas.filter(({ level }) => level === 2 || level === 3);
  return hazards.filter(
    ({ point, level }) =>
      incidents.some((incident) => distanceM(incident.place.point, point) <= nearM && level <= 3) ||
      worse.some(({ rings }) => level <= 2 && rings.some((ring) => pointInRing(point, ring))),
  );
}

/**
 * What must be in view, best first: incidents with where teams go; else warned areas; else the whole county.
 * `teamAt` says where a busy team stands; undefined when no fix ever came: its base is not where it is.
 */
export function situationBounds(
  situation: Pick<Situation, 'areas' | 'incidents' | 'teams' | 'sensors'>,
  teamAt: (mark: TeamMark) => Point | undefined,
  county: CountyIndex,
): Bounds {
  const busy = situation.teams.filter(
    ({ column }) => column === 'out' || column === 'on_scene' || column === 'returning',
  );
  const points = [
    ...situation.incidents.map(({ point }) => point),
    ...busy.flatMap((mark) => teamAt(mark) ?? []),
    ...busy.flatMap(({ order }) => (order === undefined ? [] : [order.content.destination.point])),
    ...situation.sensors.filter(({ level }) => level !== undefined && level <= 2).map(({ sensor }) => sensor.point),
  ];
  const close = situation.incidents.length > 0 ? boundsOf(points) : undefined;
  if (close !== undefined) return snapped(atLeast(close, 0.12), 0.02);
  const warned = boundsOf(situation.areas.flatMap(({ rings }) => rings.flat().map(([lon, lat]) => ({ lon, lat }))));
  return warned === undefined ? countyBounds(county) : snapped(atLeast(warned, 0.12), 0.02);
}

export function countyBounds(county: CountyIndex): Bounds {
  const rings = county.divisions.get(county.county)?.rings ?? [];
  const whole = boundsOf(rings.flat().map(([lon, lat]) => ({ lon, lat })));
  return (
    whole ?? boundsOf(county.data.divisions.map(({ seat }) => seat)) ?? { west: 73, south: 18, east: 135, north: 54 }
  );
}
