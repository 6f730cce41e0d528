import type { IssueLog } from './issues.ts';
import type { CapAlert } from './model.ts';

/** Degrees. */
export interface HomeBounds {
  readonly minLon: number;
  readonly maxLon: number;
  readonly minLat: number;
  readonly maxLat: number;
}

function inside(lon: number, lat: number, home: HomeBounds): boolean {
  return lon >= home.minLon && lon <= home.maxLon && lat >= home.minLat && lat <= home.maxLat;
}

/**
 * Swapped coordinates that still fit the globe cannot be told from good ones, unless turning them
 * round lands them at home. They are left as sent; a person decides.
 */
export function noteSuspectSwaps(alert: CapAlert, home: HomeBounds, log: IssueLog): void {
  alert.infos.forEach((info, i) => {
    info.areas.forEach((area, a) => {
      const spots = [...area.polygons.flat(), ...area.circles.map(({ lon, lat }): [number, number] => [lon, lat])];
      if (spots.some(([lon, lat]) => inside(lon, lat, home))) return;
      if (!spots.some(([lon, lat]) => inside(lat, lon, home))) return;
      const message =
        'the area lies far away, but at home if latitude and longitude are swapped; check with the sender';
      log.note({ code: 'latlon_suspect', path: `/alert/info[${i + 1}]/area[${a + 1}]`, message });
    });
  });
}
