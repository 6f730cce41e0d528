import type { PlainReasonCode } from '@sitong/shared/kernel/ingest-reasons.ts';
import { type Note, observedTimeFault, type ParseResult, type PositionFix, type Refusal } from '../contract.ts';
import { decimalOf, instantOf } from '../field-text.ts';

export const MAX_POINTS = 200_000;
/** A receiver with a clock fault spoils each of its points: beyond this the rest is counted. */
export const MAX_REFUSALS = 1_000;

export interface RawPoint {
  readonly lat: string;
  readonly lon: string;
  readonly time: string;
  readonly altitudeM?: string;
  readonly speedMps?: string;
  readonly courseDeg?: string;
  readonly fix?: PositionFix['fix'];
}

/** Points of one file, each of which stands or falls alone. */
export class TrackPoints {
  private readonly accepted: PositionFix[] = [];
  private readonly refused: Array<Refusal & { index: number }> = [];
  private readonly notes: Note[] = [];
  private readonly terminal: string;
  private readonly nowMs: number;
  private index = 0;
  private uncounted = 0;

  constructor(terminal: string, nowMs: number) {
    this.terminal = terminal;
    this.nowMs = nowMs;
  }

  add(point: RawPoint, path: string): void {
    const index = this.index++;
    if (index >= MAX_POINTS) return;
    const lat = decimalOf(point.lat);
    const lon = decimalOf(point.lon);
    const observedAtMs = instantOf(point.time, 'utc_if_absent');
    if (lat === null || Math.abs(lat) > 90)
      this.refuse(index, 'lat_out_of_range', 'lat must be a number from -90 to 90', `${path}.lat`);
    else if (lon === null || Math.abs(lon) > 180)
      this.refuse(index, 'lon_out_of_range', 'lon must be a number from -180 to 180', `${path}.lon`);
    else if (point.time === '')
      this.refuse(index, 'time_missing', 'a point without a time is no position report', `${path}.time`);
    else {
      const fault = observedTimeFault(observedAtMs, this.nowMs);
      if (fault !== null)
        this.refuse(index, fault, `${point.time.slice(0, 40)}: check the clock of the receiver`, `${path}.time`);
      else this.accepted.push({ ...this.base(lat, lon, observedAtMs, point) });
    }
  }

  note(code: string, message: string, path = ''): void {
    this.notes.push({ code, message, path });
  }

  /** `whole`: what was wrong with the file itself; its good points before that are kept. */
  result(whole: Refusal | null): ParseResult<PositionFix> {
    if (whole !== null) this.refused.push({ ...whole, index: this.index });
    if (this.index > MAX_POINTS) {
      this.refused.push({
        code: 'too_many',
        facts: { most: MAX_POINTS },
        message: `a file may hold ${MAX_POINTS} points; send the rest in another`,
        path: '',
        index: MAX_POINTS,
      });
    }
    if (this.uncounted > 0) this.note('refusals_cut', `${this.uncounted} more points were refused`);
    return { accepted: this.accepted, refused: this.refused, notes: this.notes };
  }

  private base(lat: number, lon: number, observedAtMs: number, point: RawPoint): PositionFix {
    const altitudeM = decimalOf(point.altitudeM ?? '');
    const speedMps = decimalOf(point.speedMps ?? '');
    const courseDeg = decimalOf(point.courseDeg ?? '');
    return {
      terminal: this.terminal,
      lon,
      lat,
      observedAtMs,
      ...(altitudeM === null ? {} : { altitudeM }),
      ...(speedMps === null || speedMps < 0 ? {} : { speedKmh: Math.round(speedMps * 3.6 * 1e6) / 1e6 }),
      ...(courseDeg === null || courseDeg < 0 || courseDeg > 360 ? {} : { courseDeg: courseDeg % 360 }),
      fix: point.fix ?? 'unknown',
      source: 'track',
    };
  }

  private refuse(index: number, code: PlainReasonCode, message: string, path: string): void {
    if (this.refused.length >= MAX_REFUSALS) this.uncounted++;
    else this.refused.push({ code, message, path, index });
  }
}
