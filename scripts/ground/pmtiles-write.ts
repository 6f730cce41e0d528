import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { zxyToTileId } from 'pmtiles';

/** A finished tile; `data` as it is stored (vector tiles already gzipped). */
export interface TileBytes {
  z: number;
  x: number;
  y: number;
  data: Uint8Array;
}

export interface ArchiveHead {
  /** PMTiles v3 tile type: 1 MVT, 2 PNG. */
  tileType: 1 | 2;
  /** Compression of each tile: 1 none, 2 gzip. */
  tileCompression: 1 | 2;
  minZoom: number;
  maxZoom: number;
  bounds: [number, number, number, number];
  center: [number, number, number];
  metadata: Record<string, unknown>;
}

interface Entry {
  id: number;
  offset: number;
  length: number;
  run: number;
}

const HEADER_BYTES = 127;
/** Header and root directory must fit the reader's first request. */
const ROOT_LIMIT = 16_384 - HEADER_BYTES;

function gzip(data: Uint8Array): Buffer {
  const out = gzipSync(data, { level: 9 });
  // Byte 9 names the operating system that packed it: the archive must not depend on it.
  out[9] = 255;
  return out;
}

function varint(out: number[], value: number): void {
  let rest = value;
  while (rest > 127) {
    out.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  out.push(rest);
}

function directory(entries: readonly Entry[]): Buffer {
  const out: number[] = [];
  varint(out, entries.length);
  let last = 0;
  for (const one of entries) {
    varint(out, one.id - last);
    last = one.id;
  }
  for (const one of entries) varint(out, one.run);
  for (const one of entries) varint(out, one.length);
  entries.forEach((one, i) => {
    const before = entries[i - 1];
    varint(out, before !== undefined && one.offset === before.offset + before.length ? 0 : one.offset + 1);
  });
  return gzip(Uint8Array.from(out));
}

/** Root directory, split into leaves when it would not fit. */
function directories(entries: readonly Entry[]): { root: Buffer; leaves: Buffer } {
  const whole = directory(entries);
  if (whole.length <= ROOT_LIMIT) return { root: whole, leaves: Buffer.alloc(0) };
  for (let size = 2048; ; size *= 2) {
    const parts: Buffer[] = [];
    const top: Entry[] = [];
    let offset = 0;
    for (let i = 0; i < entries.length; i += size) {
      const leaf = directory(entries.slice(i, i + size));
      top.push({ id: entries[i]!.id, offset, length: leaf.length, run: 0 });
      offset += leaf.length;
      parts.push(leaf);
    }
    const root = directory(top);
    if (root.length <= ROOT_LIMIT) return { root, leaves: Buffer.concat(parts) };
  }
}

/** Packs tiles into a PMTiles v3 archive: clustered, equal tiles stored once. */
export function packArchive(tiles: readonly TileBytes[], head: ArchiveHead): Buffer {
  const sorted = tiles
    .map((tile) => ({ id: zxyToTileId(tile.z, tile.x, tile.y), data: tile.data }))
    .sort((a, b) => a.id - b.id);
  const seen = new Map<string, { offset: number; length: number }>();
  const parts: Uint8Array[] = [];
  const entries: Entry[] = [];
  let size = 0;
  for (const { id, data } of sorted) {
    const key = createHash('sha256').update(data).digest('base64');
    let at = seen.get(key);
    if (at === undefined) {
      at = { offset: size, length: data.length };
      seen.set(key, at);
      parts.push(data);
      size += data.length;
    }
    const last = entries[entries.length - 1];
    if (last !== undefined && last.offset === at.offset && last.id + last.run === id) last.run++;
    else entries.push({ id, ...at, run: 1 });
  }
  const { root, leaves } = directories(entries);
  const metadata = gzip(Buffer.from(JSON.stringify(head.metadata)));
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PMTiles', 0, 'latin1');
  header.writeUInt8(3, 7);
  const metadataAt = HEADER_BYTES + root.length;
  const leavesAt = metadataAt + metadata.length;
  const dataAt = leavesAt + leaves.length;
  const longs = [
    HEADER_BYTES,
    root.length,
    metadataAt,
    metadata.length,
    leavesAt,
    leaves.length,
    dataAt,
    size,
    sorted.length,
    entries.length,
    seen.size,
  ];
  longs.forEach((value, i) => {
    header.writeBigUInt64LE(BigInt(value), 8 + 8 * i);
  });
  header.writeUInt8(1, 96);
  header.writeUInt8(2, 97);
  header.writeUInt8(head.tileCompression, 98);
  header.writeUInt8(head.tileType, 99);
  header.writeUInt8(head.minZoom, 100);
  header.writeUInt8(head.maxZoom, 101);
  head.bounds.forEach((value, i) => {
    header.writeInt32LE(Math.round(value * 1e7), 102 + 4 * i);
  });
  header.writeUInt8(head.center[2], 118);
  header.writeInt32LE(Math.round(head.center[0] * 1e7), 119);
  header.writeInt32LE(Math.round(head.center[1] * 1e7), 123);
  return Buffer.concat([header, root, metadata, leaves, ...parts]);
}

export function gzipTile(data: Uint8Array): Buffer {
  return gzip(data);
}
