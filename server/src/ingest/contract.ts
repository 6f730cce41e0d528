import type { IngestReason } from '@sitong/shared/kernel/ingest-reasons.ts';

/**
 * What every door of `ingest/` hands inward, and what it is given. Doors know these types and
 * no pillar: routes and sinks are wired elsewhere.
 *
 * Times are epoch milliseconds (UTC). Positions are WGS-84, taken as equal to CGCS2000.
 */

export type PositionSource = 'jt808' | 'osmand' | 'owntracks' | 'track' | 'phone';

/** `unknown`: the protocol does not say whether the receiver had a fix. */
export type FixStanding = 'valid' | 'invalid' | 'unknown';

export interface PositionFix {
  /** The name the device gives itself, as sent; `TerminalIdentity` says what we call it. */
  readonly terminal: string;
  readonly lon: number;
  readonly lat: number;
  /** When the device says it was there. Old is allowed (history); the future is refused at the door. */
  readonly observedAtMs: number;
  /** `received`: the device sent no time, so the receiving time stands in for it. Absent = the device's own. */
  readonly timeFrom?: 'received';
  readonly speedKmh?: number;
  /** 0 to below 360, clockwise from true north. */
  readonly courseDeg?: number;
  readonly altitudeM?: number;
  readonly accuracyM?: number;
  readonly batteryPct?: number;
  readonly mileageKm?: number;
  readonly satellites?: number;
  readonly fix: FixStanding;
  readonly source: PositionSource;
  /** Alarm names of the terminal's protocol (JT/T 808 alarm word), never our own alarms. */
  readonly alarms?: readonly string[];
}

/** One quantity, one unit: a value never travels without it. */
export const UNIT_OF = {
  rain: 'mm',
  level: 'm',
  displacement: 'mm',
  gas: '%LEL',
  flow: 'm3/s',
  wind: 'm/s',
  temperature: 'degC',
} as const;

export type Quantity = keyof typeof UNIT_OF;

/** An amount fallen in the `durationS` that end at the observed time, or an ever-growing counter. */
export type RainPeriod = { readonly kind: 'amount'; readonly durationS: number } | { readonly kind: 'counter' };

interface ReadingBase {
  readonly sensor: string;
  readonly observedAtMs: number;
}

type ReadingQuantity =
  | { readonly quantity: 'rain'; readonly period: RainPeriod }
  | { readonly quantity: Exclude<Quantity, 'rain'> };

/** `missing` is a fact too: the sensor reported that it has no value. */
type ReadingValue =
  | { readonly quality: 'good' | 'suspect'; readonly value: number }
  | { readonly quality: 'missing'; readonly value: null };

/** `value` is in `UNIT_OF[quantity]`. */
export type Reading = ReadingBase & ReadingQuantity & ReadingValue;

interface Told {
  /** What is wrong and what to do, in English, for whoever made the sender. Screens have words of their own by code. */
  readonly message: string;
  /** Where: `/0/observedAt`, `body.lat`, `trk[0].seg[1].pt[17].time`. Empty = the whole message. */
  readonly path: string;
}

/** The code is stable and machine-read (`lat_out_of_range`), with the facts that its words need. */
export type Refusal = IngestReason & Told;

/** Something worth showing that cost no data. */
export interface Note extends Told {
  readonly code: string;
}

/** Good rows are never lost because of a bad one beside them. `index` is the row's place in the input. */
export interface ParseResult<T> {
  readonly accepted: readonly T[];
  readonly refused: ReadonlyArray<Refusal & { readonly index: number }>;
  readonly notes: readonly Note[];
}

export interface PositionMeta {
  readonly receivedAtMs: number;
}

/** Resolves when the fixes are safe; rejects when none may be acknowledged. */
export interface PositionSink {
  accept(fixes: readonly PositionFix[], meta: PositionMeta): Promise<void>;
}

export interface ReadingSink {
  accept(readings: readonly Reading[], meta: PositionMeta): Promise<void>;
}

/** Health of a door: last seen, rate, and each refusal with the bytes that caused it. */
export interface SourceHealth {
  seen(source: string, n: number): void;
  /** `rawBytes` is only valid during the call: copy what is kept. */
  refused(source: string, refusal: Refusal, rawBytes: Uint8Array): void;
}

/** A device clock may run this far ahead before its times are refused: they would look fresh for ever. */
export const MAX_FUTURE_MS = 5 * 60_000;

/** Receivers with a clock fault report 1901, 1970, 1980; nothing we take was observed before this. */
export const EARLIEST_MS = Date.UTC(2000, 0, 1);

export type ObservedTimeFault = 'time_invalid' | 'time_before_2000' | 'time_in_future';

/** Null when the time may be kept. An old time is no fault: it goes to history. */
export function observedTimeFault(observedAtMs: number, nowMs: number): ObservedTimeFault | null {
  if (!Number.isFinite(observedAtMs)) return 'time_invalid';
  if (observedAtMs < EARLIEST_MS) return 'time_before_2000';
  if (observedAtMs > nowMs + MAX_FUTURE_MS) return 'time_in_future';
  return null;
}
