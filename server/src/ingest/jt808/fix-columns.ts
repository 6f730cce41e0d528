import type { PositionFix } from '../contract.ts';
import { alarmNames } from './alarms.ts';
import type { Location } from './location.ts';
import type { TerminalIdentity } from './registry.ts';

/**
 * A batch of fixes as columns, refilled for ever: a stream of positions allocates nothing per
 * position. Rows `[0, length)` are valid, and only until the sink's promise settles.
 */
export class FixColumns {
  length = 0;
  readonly capacity: number;
  readonly terminal: string[];
  readonly identity: TerminalIdentity[];
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly observedAtMs: Float64Array;
  readonly speedKmh: Float64Array;
  readonly courseDeg: Uint16Array;
  readonly altitudeM: Int16Array;
  readonly alarmWord: Uint32Array;
  /** Bit 1: valid fix (JT/T 808 status word, whole). */
  readonly statusWord: Uint32Array;
  /** NaN = not said. */
  readonly mileageKm: Float64Array;
  /** NaN = not said. */
  readonly satellites: Float32Array;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.terminal = new Array<string>(capacity).fill('');
    this.identity = new Array<TerminalIdentity>(capacity).fill('unknown');
    this.lon = new Float64Array(capacity);
    this.lat = new Float64Array(capacity);
    this.observedAtMs = new Float64Array(capacity);
    this.speedKmh = new Float64Array(capacity);
    this.courseDeg = new Uint16Array(capacity);
    this.altitudeM = new Int16Array(capacity);
    this.alarmWord = new Uint32Array(capacity);
    this.statusWord = new Uint32Array(capacity);
    this.mileageKm = new Float64Array(capacity);
    this.satellites = new Float32Array(capacity);
  }

  get room(): number {
    return this.capacity - this.length;
  }

  /** The caller checks `room`. */
  push(terminal: string, identity: TerminalIdentity, location: Location): void {
    const row = this.length++;
    this.terminal[row] = terminal;
    this.identity[row] = identity;
    this.lon[row] = location.lon;
    this.lat[row] = location.lat;
    this.observedAtMs[row] = location.observedAtMs;
    this.speedKmh[row] = location.speedKmh;
    this.courseDeg[row] = location.courseDeg;
    this.altitudeM[row] = location.altitudeM;
    this.alarmWord[row] = location.alarmWord;
    this.statusWord[row] = location.statusWord;
    this.mileageKm[row] = location.mileageKm;
    this.satellites[row] = location.satellites;
  }

  clear(): void {
    this.length = 0;
  }

  /** One row as an object, for sinks that are not on the hot path. */
  fixAt(row: number): PositionFix {
    const mileageKm = this.mileageKm[row] ?? Number.NaN;
    const satellites = this.satellites[row] ?? Number.NaN;
    const alarmWord = this.alarmWord[row] ?? 0;
    return {
      terminal: this.terminal[row] ?? '',
      lon: this.lon[row] ?? 0,
      lat: this.lat[row] ?? 0,
      observedAtMs: this.observedAtMs[row] ?? 0,
      speedKmh: this.speedKmh[row] ?? 0,
      courseDeg: (this.courseDeg[row] ?? 0) % 360,
      altitudeM: this.altitudeM[row] ?? 0,
      ...(Number.isNaN(mileageKm) ? {} : { mileageKm }),
      ...(Number.isNaN(satellites) ? {} : { satellites }),
      fix: ((this.statusWord[row] ?? 0) & 2) !== 0 ? 'valid' : 'invalid',
      source: 'jt808',
      ...(alarmWord === 0 ? {} : { alarms: alarmNames(alarmWord) }),
    };
  }

  fixes(): PositionFix[] {
    return Array.from({ length: this.length }, (_, row) => this.fixAt(row));
  }
}
