import { type DivisionCode, isWithin } from '@sitong/shared/kernel/division.ts';
import type { Point } from '@sitong/shared/kernel/geo.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { SensorRow } from '@sitong/shared/kernel/master/ground.ts';
import type { Alarm, MonitoringState } from '@sitong/shared/pillars/monitoring/state.ts';
import { sensorOf } from '@sitong/shared/pillars/monitoring/subject.ts';
import type { ReadingNow } from '@sitong/shared/protocol/down.ts';
import type { LevelArea } from '../../plumbing/map/area-layers.ts';
import { divisionRings } from '../../plumbing/map/division-rings.ts';

/** Areas of incoming warnings in force that have a level; the others stand in the list only. */
export function incomingAreas(incoming: MonitoringState['incoming'], county: CountyIndex): LevelArea[] {
  return Object.values(incoming).flatMap((warning) => {
    if (warning.level === undefined) return [];
    const rings = warning.area.rings.length > 0 ? warning.area.rings : divisionRings(warning.area.divisions, county);
    return rings.length === 0 ? [] : [{ id: warning.incomingId, level: warning.level, rings }];
  });
}

export interface HazardMark {
  readonly id: string;
  readonly name: string;
  readonly point: Point;
  readonly level: Level;
}

/** `in`: only points in these divisions; absent: all. */
export function hazardMarks(county: CountyIndex, within?: readonly DivisionCode[]): HazardMark[] {
  return county.data.hazards
    .filter(({ division }) => within === undefined || within.some((code) => isWithin(division, code)))
    .map(({ id, name, point, level }) => ({ id, name, point, level }));
}

export interface SensorMark {
  readonly sensor: SensorRow;
  /** Worst standing threshold alarm, whoever has acknowledged it. */
  readonly level: Level | undefined;
  readonly text: string;
  /** The value alone, where the station's name has no room. */
  readonly short?: string;
  readonly state: 'heard' | 'silent' | 'out';
}

export interface SensorWords {
  /** Reading with its unit: `873.46 m`. */
  readonly value: (quantity: string, value: number) => string;
}

/** Sensors with what they say now. `all: 'no'` leaves out rain gauges without an alarm: rivers and slopes stay. */
export function sensorMarks(
  county: CountyIndex,
  state: Pick<MonitoringState, 'alarms' | 'sensorsOut'>,
  readings: Readonly<Record<string, ReadingNow>>,
  show: 'all' | 'key',
  words: SensorWords,
): SensorMark[] {
  const worst = new Map<string, Alarm>();
  const silent = new Set<string>();
  for (const alarm of Object.values(state.alarms)) {
    const id = sensorOf(alarm.cause);
    if (id === undefined) continue;
    if (alarm.cause.kind === 'sensor_silent') silent.add(id);
    const before = worst.get(id);
    if (
      alarm.cause.kind === 'threshold' &&
      alarm.status !== 'returned' &&
      (before === undefined || alarm.priority < before.priority)
    )
      worst.set(id, alarm);
  }
  return county.data.sensors.flatMap((sensor): SensorMark[] => {
    const alarm = worst.get(sensor.id);
    const reading = readings[sensor.id];
    if (alarm === undefined && show === 'key' && sensor.kind !== 'river_level' && sensor.kind !== 'reservoir_level')
      return [];
    const level = alarm?.priority;
    const quantity = alarm?.cause.kind === 'threshold' ? alarm.cause.quantity : undefined;
    const value =
      quantity === undefined
        ? undefined
        : (reading?.values[quantity] ?? (alarm?.cause.kind === 'threshold' ? alarm.cause.value : undefined));
    const short = quantity === undefined || value === undefined ? undefined : words.value(quantity, value);
    const text = short === undefined ? '' : `${shortName(sensor.name)} ${short}`;
    const out = state.sensorsOut[sensor.id] !== undefined;
    return [
      {
        sensor,
        level,
        text,
        ...(short === undefined ? {} : { short }),
        state: out ? 'out' : silent.has(sensor.id) ? 'silent' : 'heard',
      },
    ];
  });
}

/** `善化水位站` → `善化站`: the value beside it says what it measures. */
export function shortName(name: string): string {
  return name.replace(/(雨量|水位|位移|气体)(站|计|监测站)$/, '站');
}

/** River and station in few words: `大峪河 善化`; a name that begins with its river does not say it twice. */
export function stationName({ feature, name }: Pick<SensorRow, 'feature' | 'name'>): string {
  return feature === undefined || name.startsWith(feature)
    ? shortName(name)
    : `${feature} ${shortName(name).replace(/站$/, '')}`;
}
