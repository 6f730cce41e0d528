import { DivisionCodeSchema } from '@sitong/shared/kernel/division.ts';
import { type CountyData, type CountyIndex, indexCounty } from '@sitong/shared/kernel/master/county-index.ts';
import { TeamKindSchema } from '@sitong/shared/kernel/master/teams.ts';
import type { Situation } from '../src/wall/map/situation-model.ts';

export const centre = { lon: 109.93, lat: 35.19 };

/** The n-th of `of` places, even over a circle about the centre and the same in every run. */
export function spread(n: number, of: number, radiusDeg: number): { lon: number; lat: number } {
  const radius = radiusDeg * Math.sqrt((n + 0.5) / of);
  return { lon: centre.lon + radius * Math.cos(n * 2.399963), lat: centre.lat + radius * Math.sin(n * 2.399963) };
}

const county610525 = DivisionCodeSchema.parse('610525000000');
const countyRadiusDeg = 0.25;
const places = { towns: 10, villages: 165 };

const empty: CountyData = {
  county: county610525,
  title: 'bench',
  divisions: [],
  persons: [],
  posts: [],
  responsibilities: [],
  contacts: [],
  sensors: [],
  hazards: [],
  shelters: [],
  depots: [],
  teams: [],
  plans: [],
};

export const nothing: { situation: Situation; county: CountyIndex } = {
  situation: { areas: [], hazards: [], sensors: [], shelters: [], incidents: [], teams: [] },
  county: indexCounty(empty),
};

const list = <T>(of: number, make: (n: number) => T): T[] => Array.from({ length: of }, (_, n) => make(n));

/** A circle of corners, as an outline of villages has them. */
function ring(n: number, corners: number): [number, number][] {
  const middle = spread(n, 4, countyRadiusDeg);
  return list(corners + 1, (i): [number, number] => {
    const turn = (2 * Math.PI * (i % corners)) / corners;
    return [middle.lon + 0.07 * Math.cos(turn), middle.lat + 0.05 * Math.sin(turn)];
  });
}

/** A night of storm over a county: what the wall shows around the units, in the numbers of the demo county. */
export function storm(): typeof nothing {
  const town = (n: number) => DivisionCodeSchema.parse(`610525${String(100 + n)}000`);
  const divisions = [
    ...list(places.towns, (n) => ({
      code: town(n),
      name: `乡镇${n}镇`,
      seat: spread(n, places.towns, countyRadiusDeg),
    })),
    ...list(places.villages, (n) => ({
      code: DivisionCodeSchema.parse(`610525${String(100 + (n % places.towns))}${String(200 + n)}`),
      name: `村庄${n}村`,
      seat: spread(n, places.villages, countyRadiusDeg),
    })),
  ].map((row) => ({ ...row, population: 1000, households: 300, rings: [] }));
  return {
    county: indexCounty({ ...empty, divisions }),
    situation: {
      areas: ([2, 3, 1] as const).map((level, n) => ({ id: `area-${n}`, level, rings: [ring(n, 60)] })),
      hazards: list(30, (n) => ({
        id: `hazard-${n}`,
        name: `隐患${n}`,
        point: spread(n, 30, countyRadiusDeg),
        level: 2,
      })),
      sensors: list(40, (n) => ({
        sensor: {
          id: `sensor-${n}`,
          kind: 'river_level',
          name: `水位站${n}`,
          division: town(n % places.towns),
          point: spread(n, 40, countyRadiusDeg),
          cadenceS: 300,
          thresholds: [],
        },
        level: n < 8 ? 2 : undefined,
        text: '873.46 m',
        state: 'heard',
      })),
      shelters: list(8, (n) => ({ id: `shelter-${n}`, ...spread(n, 8, countyRadiusDeg), text: `安置点${n} 300人` })),
      incidents: list(5, (n) => ({
        id: `incident-${n}`,
        level: 2,
        point: spread(n, 5, countyRadiusDeg),
        text: `洪水围困 被困${n}人`,
      })),
      teams: list(40, (n) => ({
        id: `team-${n}`,
        name: `救援${n}队`,
        kind: TeamKindSchema.options[n % TeamKindSchema.options.length] ?? 'fire',
        column: n < 12 ? 'out' : 'available',
        status: n < 12 ? 'en_route' : 'available',
        base: spread(n, 40, countyRadiusDeg),
        members: 12,
        unit: n < 12 ? n : -1,
        order: undefined,
      })),
    },
  };
}
