/**
 * Latest positions of many terminals from one node to the others: columnar, little-endian, exact.
 *
 *   u8 version = 1 · u8[3] 0 · u32 count
 *   f64 lon[] · f64 lat[] · f64 observed ms[] · f64 last heard ms[] · f32 speed[] · f32 course[] · f32 battery[] · u8 fix[]
 *   per terminal: u8 length, number in UTF-8 · u8 length, source
 *
 * The frame for screens (`shared/src/protocol/position-frame.ts`) rounds the time to whole seconds and names units by
 * an index of one epoch; between nodes both would let tables drift apart, so here the values are whole and each row
 * names its terminal.
 */
const VERSION = 1;
const HEAD = 8;
const FIXED = 4 * 8 + 3 * 4 + 1;
const MOST_ROWS = 20_000;
const MOST_NAME_BYTES = 255;

/** NaN: the device does not say. Times in world milliseconds; `observedMs` 0: no fix yet. */
export interface TerminalNow {
  number: string;
  source: string;
  lon: number;
  lat: number;
  observedMs: number;
  lastSeenMs: number;
  speedKmh: number;
  courseDeg: number;
  batteryPct: number;
  /** v, i or u */
  fix: string;
}

const DOUBLES = ['lon', 'lat', 'observedMs', 'lastSeenMs'] as const;
const FLOATS = ['speedKmh', 'courseDeg', 'batteryPct'] as const;

/** Names longer than 255 bytes are cut at the door already; such a row is left out. */
export function encodePositions(rows: readonly TerminalNow[]): Buffer {
  const kept = rows.filter(
    ({ number, source }) =>
      Buffer.byteLength(number) <= MOST_NAME_BYTES && Buffer.byteLength(source) <= MOST_NAME_BYTES,
  );
  let size = HEAD + kept.length * (FIXED + 2);
  for (const { number, source } of kept) size += Buffer.byteLength(number) + Buffer.byteLength(source);
  const bytes = Buffer.alloc(size);
  bytes[0] = VERSION;
  bytes.writeUInt32LE(kept.length, 4);
  let at = HEAD;
  for (const column of DOUBLES) for (const row of kept) at = bytes.writeDoubleLE(row[column], at);
  for (const column of FLOATS) for (const row of kept) at = bytes.writeFloatLE(row[column], at);
  for (const { fix } of kept) at = bytes.writeUInt8(fix.charCodeAt(0), at);
  for (const row of kept) {
    for (const text of [row.number, row.source]) {
      const length = bytes.write(text, at + 1);
      bytes[at] = length;
      at += 1 + length;
    }
  }
  return bytes;
}

/** Undefined when the bytes are no batch of this version. */
export function decodePositions(bytes: Buffer): TerminalNow[] | undefined {
  if (bytes.byteLength < HEAD || bytes[0] !== VERSION) return undefined;
  const count = bytes.readUInt32LE(4);
  if (count > MOST_ROWS || bytes.byteLength < HEAD + count * (FIXED + 2)) return undefined;
  const rows: TerminalNow[] = [];
  const floats = HEAD + count * 32;
  const fixes = floats + count * 12;
  let at = fixes + count;
  const text = (): string | undefined => {
    const length = bytes[at];
    if (length === undefined || at + 1 + length > bytes.byteLength) return undefined;
    const value = bytes.toString('utf8', at + 1, at + 1 + length);
    at += 1 + length;
    return value;
  };
  for (let i = 0; i < count; i++) {
    const double = (column: number): number => bytes.readDoubleLE(HEAD + (column * count + i) * 8);
    const float = (column: number): number => bytes.readFloatLE(floats + (column * count + i) * 4);
    const number = text();
    const source = text();
    if (number === undefined || source === undefined) return undefined;
    rows.push({
      number,
      source,
      lon: double(0),
      lat: double(1),
      observedMs: double(2),
      lastSeenMs: double(3),
      speedKmh: float(0),
      courseDeg: float(1),
      batteryPct: float(2),
      fix: String.fromCharCode(bytes[fixes + i] ?? 0),
    });
  }
  return at === bytes.byteLength ? rows : undefined;
}
