import { bcd, u8, u16, u32 } from './bytes.ts';
import { fromGcj02 } from './gcj02.ts';

/** 0x0200 body: 28 fixed bytes, then items of id, length, value (JT/T 808-2019 §8.12). */
const FIXED_BYTES = 28;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

const STATUS_ACC = 1 << 0;
const STATUS_FIX = 1 << 1;
const STATUS_SOUTH = 1 << 2;
const STATUS_WEST = 1 << 3;
/** Coordinates went through the state's shifting plug-in (GCJ-02). */
const STATUS_SHIFTED = 1 << 5;

export type LocationFault = 'location_truncated' | 'lat_out_of_range' | 'lon_out_of_range' | 'time_invalid';
export type ExtrasStanding = 'whole' | 'malformed';

/** One per reader, refilled by every location. NaN = the terminal did not say. */
export class Location {
  alarmWord = 0;
  statusWord = 0;
  lon = 0;
  lat = 0;
  altitudeM = 0;
  speedKmh = 0;
  courseDeg = 0;
  /** NaN when the terminal's time is no date. */
  observedAtMs = 0;
  mileageKm = Number.NaN;
  fuelL = Number.NaN;
  recorderSpeedKmh = Number.NaN;
  /** 0x30 wireless signal strength, raw. */
  signal = Number.NaN;
  satellites = Number.NaN;
  extras: ExtrasStanding = 'whole';

  get ignition(): 'on' | 'off' {
    return (this.statusWord & STATUS_ACC) !== 0 ? 'on' : 'off';
  }

  get fix(): 'valid' | 'invalid' {
    return (this.statusWord & STATUS_FIX) !== 0 ? 'valid' : 'invalid';
  }

  /** Values are filled even when a fault is returned, as far as the bytes reach. */
  read(bytes: Uint8Array, start: number, end: number): LocationFault | null {
    if (end - start < FIXED_BYTES) return 'location_truncated';
    this.alarmWord = u32(bytes, start);
    const status = u32(bytes, start + 4);
    this.statusWord = status;
    const lat = u32(bytes, start + 8) / 1e6;
    const lon = u32(bytes, start + 12) / 1e6;
    this.lat = (status & STATUS_SOUTH) !== 0 ? -lat : lat;
    this.lon = (status & STATUS_WEST) !== 0 ? -lon : lon;
    // Below sea level the altitude is two's complement in the word.
    this.altitudeM = (u16(bytes, start + 16) << 16) >> 16;
    this.speedKmh = u16(bytes, start + 18) / 10;
    this.courseDeg = u16(bytes, start + 20);
    this.observedAtMs = readTime(bytes, start + 22);
    this.readExtras(bytes, start + FIXED_BYTES, end);
    if (lat > 90) return 'lat_out_of_range';
    if (lon > 180) return 'lon_out_of_range';
    if ((status & STATUS_SHIFTED) !== 0) this.unshift();
    return Number.isNaN(this.observedAtMs) ? 'time_invalid' : null;
  }

  /** Shifted coordinates are off by hundreds of metres: straightened here, never stored (to about a metre). */
  private unshift(): void {
    const [lon, lat] = fromGcj02(this.lon, this.lat);
    this.lon = lon;
    this.lat = lat;
  }

  private readExtras(bytes: Uint8Array, start: number, end: number): void {
    this.mileageKm = Number.NaN;
    this.fuelL = Number.NaN;
    this.recorderSpeedKmh = Number.NaN;
    this.signal = Number.NaN;
    this.satellites = Number.NaN;
    this.extras = 'whole';
    let at = start;
    while (at < end) {
      const length = u8(bytes, at + 1);
      const value = at + 2;
      if (value + length > end) {
        this.extras = 'malformed';
        return;
      }
      this.readExtra(u8(bytes, at), bytes, value, length);
      at = value + length;
    }
  }

  private readExtra(id: number, bytes: Uint8Array, at: number, length: number): void {
    if (id === 0x01 && length === 4) this.mileageKm = u32(bytes, at) / 10;
    else if (id === 0x02 && length === 2) this.fuelL = u16(bytes, at) / 10;
    else if (id === 0x03 && length === 2) this.recorderSpeedKmh = u16(bytes, at) / 10;
    else if (id === 0x30 && length === 1) this.signal = u8(bytes, at);
    else if (id === 0x31 && length === 1) this.satellites = u8(bytes, at);
  }
}

/** Ids of the additional items in the order sent, up to the first that does not fit. For inspection, not the hot path. */
export function extraIds(bytes: Uint8Array, start: number, end: number): number[] {
  const ids: number[] = [];
  for (let at = start + FIXED_BYTES; at < end; ) {
    const next = at + 2 + u8(bytes, at + 1);
    if (next > end) break;
    ids.push(u8(bytes, at));
    at = next;
  }
  return ids;
}

/** YYMMDDhhmmss in BCD at UTC+8, to epoch ms; NaN when it is no date. */
export function readTime(bytes: Uint8Array, at: number): number {
  const year = bcd(u8(bytes, at));
  const month = bcd(u8(bytes, at + 1));
  const day = bcd(u8(bytes, at + 2));
  const hour = bcd(u8(bytes, at + 3));
  const minute = bcd(u8(bytes, at + 4));
  const second = bcd(u8(bytes, at + 5));
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysIn(month, year)) return Number.NaN;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return Number.NaN;
  return dayNumber(year, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000 - SHANGHAI_OFFSET_MS;
}

/** Within 2000–2099 every fourth year is a leap year. */
function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const DAYS_BEFORE_MONTH = Uint16Array.of(0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334);
const DAYS_TO_2000 = 10_957;

function dayNumber(year: number, month: number, day: number): number {
  const leapDay = year % 4 === 0 && month > 2 ? 1 : 0;
  return DAYS_TO_2000 + year * 365 + ((year + 3) >> 2) + (DAYS_BEFORE_MONTH[month] ?? 0) + leapDay + day - 1;
}

export interface LocationToSend {
  readonly lon: number;
  readonly lat: number;
  readonly observedAtMs: number;
  readonly fix: 'valid' | 'invalid';
  readonly speedKmh?: number;
  readonly courseDeg?: number;
  readonly altitudeM?: number;
  readonly ignition?: 'on' | 'off';
  readonly alarmWord?: number;
  readonly mileageKm?: number;
  readonly signal?: number;
  readonly satellites?: number;
}

/** Body of 0x0200 as a terminal sends it. Times outside 2000–2099 cannot be said in the protocol: RangeError. */
export function encodeLocation(location: LocationToSend): Buffer {
  const body = Buffer.alloc(FIXED_BYTES + 6 + 3 + 3);
  const status =
    (location.ignition === 'on' ? STATUS_ACC : 0) |
    (location.fix === 'valid' ? STATUS_FIX : 0) |
    (location.lat < 0 ? STATUS_SOUTH : 0) |
    (location.lon < 0 ? STATUS_WEST : 0);
  body.writeUInt32BE(location.alarmWord ?? 0, 0);
  body.writeUInt32BE(status, 4);
  body.writeUInt32BE(Math.round(Math.abs(location.lat) * 1e6), 8);
  body.writeUInt32BE(Math.round(Math.abs(location.lon) * 1e6), 12);
  body.writeInt16BE(Math.round(location.altitudeM ?? 0), 16);
  body.writeUInt16BE(Math.round((location.speedKmh ?? 0) * 10), 18);
  body.writeUInt16BE(Math.round(location.courseDeg ?? 0) % 360, 20);
  writeTime(body, 22, location.observedAtMs);
  let at = FIXED_BYTES;
  if (location.mileageKm !== undefined) {
    body.writeUInt16BE(0x0104, at);
    body.writeUInt32BE(Math.round(location.mileageKm * 10), at + 2);
    at += 6;
  }
  if (location.signal !== undefined) at = writeByteItem(body, at, 0x30, location.signal);
  if (location.satellites !== undefined) at = writeByteItem(body, at, 0x31, location.satellites);
  return body.subarray(0, at);
}

function writeByteItem(body: Buffer, at: number, id: number, value: number): number {
  body.writeUInt8(id, at);
  body.writeUInt8(1, at + 1);
  body.writeUInt8(value, at + 2);
  return at + 3;
}

function writeTime(body: Buffer, at: number, observedAtMs: number): void {
  const local = new Date(observedAtMs + SHANGHAI_OFFSET_MS);
  const year = local.getUTCFullYear() - 2000;
  if (!(year >= 0 && year <= 99)) throw new RangeError(`JT/T 808 can say times of 2000–2099 only, not ${observedAtMs}`);
  const parts = [
    year,
    local.getUTCMonth() + 1,
    local.getUTCDate(),
    local.getUTCHours(),
    local.getUTCMinutes(),
    local.getUTCSeconds(),
  ];
  for (const [i, part] of parts.entries()) body.writeUInt8(Math.floor(part / 10) * 16 + (part % 10), at + i);
}
