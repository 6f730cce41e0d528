import { type Hazard, HazardSchema } from '@sitong/shared/kernel/hazard.ts';
import { indexCounty } from '@sitong/shared/kernel/master/county-index.ts';
import type { SensorRow } from '@sitong/shared/kernel/master/ground.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { COUNTY_SEED, SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IncidentPlace, sensorsOfIncident, TELLING_KINDS, trendWindow } from './incident-sensors.ts';

const seat = seatOf(SHANHUA);
/** About `km` east of 善化村. */
const east = (km: number) => ({ lon: seat.lon + km / 90.8, lat: seat.lat });

function sensor(id: string, kind: SensorRow['kind'], km: number): SensorRow {
  return { id, kind, name: `${id}站`, division: '610525102202', point: east(km), cadenceS: 300, thresholds: [] };
}

function county(...sensors: SensorRow[]) {
  return indexCounty({ ...COUNTY_SEED, sensors, hazards: [] });
}

const at = (hazard: Hazard, over: Partial<IncidentPlace> = {}): IncidentPlace => ({
  id: 'i1',
  hazard,
  point: seat,
  division: SHANHUA,
  ...over,
});

function alarm(on: string, incidentId: string | undefined, quantity: 'rain_1h_mm' | 'level_rise_m_per_h'): Alarm {
  return {
    id: `a-${on}`,
    number: 1,
    priority: 2,
    status: 'unacked',
    cause: { kind: 'threshold', sensor: on, threshold: 't', label: '', quantity, value: 1, limit: 1 },
    point: undefined,
    raisedAt: '2026-07-18T20:00:00+08:00',
    changedAt: '2026-07-18T20:00:00+08:00',
    toggles: 0,
    acked: undefined,
    owner: 'p',
    seat: 'duty',
    incidentId,
    shelved: undefined,
    escalated: 'none',
    division: SHANHUA,
    audience: [],
  };
}

const all = () => true;
const ids = (found: readonly { sensor: SensorRow }[]): string[] => found.map((one) => one.sensor.id);

describe('which station tells how an incident goes on', () => {
  it('is for a flood the river gauge before the rain gauge, and says how far and why', () => {
    const [first] = sensorsOfIncident(at('flash_flood'), indexCounty(COUNTY_SEED), [], all, 3);
    expect(first).toMatchObject({
      sensor: { id: 'level-dayu' },
      quantity: 'level_m',
      why: { kind: 'hazard_point', name: '大峪河沟口' },
    });
  });
  it('is the nearest of two gauges, and one that never spoke stands behind', () => {
    const rivers = county(sensor('far', 'river_level', 4), sensor('near', 'river_level', 1));
    expect(ids(sensorsOfIncident(at('flood'), rivers, [], all, 3))).toEqual(['near', 'far']);
    expect(ids(sensorsOfIncident(at('flood'), rivers, [], (id) => id === 'far', 3))).toEqual(['far', 'near']);
  });
  it('is the one whose alarm is linked to this incident, and not to another', () => {
    const rivers = county(sensor('far', 'river_level', 4), sensor('near', 'river_level', 1));
    const rising = alarm('far', 'i1', 'level_rise_m_per_h');
    expect(sensorsOfIncident(at('flood'), rivers, [rising], all, 3)[0]).toMatchObject({
      sensor: { id: 'far' },
      // A rise is read off the level's line.
      quantity: 'level_m',
      why: { kind: 'alarm' },
    });
    expect(ids(sensorsOfIncident(at('flood'), rivers, [alarm('far', 'i2', 'rain_1h_mm')], all, 3))[0]).toBe('near');
  });
  it('is linked rain before a gauge that is merely somewhere about', () => {
    const both = county(sensor('river', 'river_level', 8), sensor('rain', 'rain', 1));
    const [first] = sensorsOfIncident(at('flood'), both, [alarm('rain', 'i1', 'rain_1h_mm')], all, 3);
    expect(first).toMatchObject({ sensor: { id: 'rain' }, quantity: 'rain_1h_mm' });
    expect(ids(sensorsOfIncident(at('flood'), both, [], all, 3))).toEqual(['river', 'rain']);
  });
  it('is for a landslide the crack meter at the place, and the rain where there is none', () => {
    const slope = county(
      sensor('river', 'river_level', 1),
      sensor('rain', 'rain', 2),
      sensor('crack', 'displacement', 1),
    );
    expect(ids(sensorsOfIncident(at('landslide'), slope, [], all, 3))).toEqual(['crack', 'rain']);
    const far = county(sensor('rain', 'rain', 2), sensor('crack', 'displacement', 3));
    expect(ids(sensorsOfIncident(at('landslide'), far, [], all, 3))).toEqual(['rain']);
  });
  it('is none where nothing of ours tells, unless an alarm was linked by hand', () => {
    const near = county(sensor('rain', 'rain', 1));
    expect(TELLING_KINDS.stampede).toEqual([]);
    expect(sensorsOfIncident(at('stampede'), near, [], all, 3)).toEqual([]);
    expect(ids(sensorsOfIncident(at('stampede'), near, [alarm('rain', 'i1', 'rain_1h_mm')], all, 3))).toEqual(['rain']);
  });
  it('never offers more than asked, nor one twice', () => {
    const kinds = fc.constantFrom<SensorRow['kind']>('rain', 'river_level', 'reservoir_level', 'displacement', 'gas');
    const some = fc.uniqueArray(fc.tuple(fc.nat(50), kinds, fc.nat(12)), { selector: ([n]) => n });
    fc.assert(
      fc.property(some, fc.constantFrom(...HazardSchema.options), (rows, hazard) => {
        const found = sensorsOfIncident(
          at(hazard),
          county(...rows.map(([n, kind, km]) => sensor(`s${n}`, kind, km))),
          [],
          all,
          3,
        );
        return found.length <= 3 && new Set(ids(found)).size === found.length;
      }),
    );
  });
});

const HOUR = 3_600_000;

describe('the span of an incident’s line', () => {
  it('begins two hours before the report, never shows less than six hours, and goes back three days at most', () => {
    const now = 1_000 * HOUR;
    expect(trendWindow(now - HOUR, now)).toEqual({ fromMs: now - 6 * HOUR, cut: 'whole' });
    expect(trendWindow(now - 15 * HOUR, now)).toEqual({ fromMs: now - 17 * HOUR, cut: 'whole' });
    expect(trendWindow(now - 200 * HOUR, now)).toEqual({ fromMs: now - 72 * HOUR, cut: 'cut' });
  });
});
