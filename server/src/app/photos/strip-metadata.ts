import type { ImageKind } from './image-kind.ts';

/**
 * Takes out what a camera writes beside the picture: place, device, owner, comments. The pixels stay byte for
 * byte; of a JPEG the turn of the camera is kept, or the photo would lie on its side. Undefined when the file
 * breaks its own format: it is refused, not repaired.
 */
export function stripMetadata(bytes: Buffer, kind: ImageKind): Buffer | undefined {
  switch (kind) {
    case 'jpeg':
      return stripJpeg(bytes);
    case 'png':
      return stripPng(bytes);
    case 'webp':
      return stripWebp(bytes);
    default:
      return kind satisfies never;
  }
}

const SOS = 0xda;
const APP0 = 0xe0;
const APP14 = 0xee;
const COMMENT = 0xfe;

/** Keeps JFIF (APP0) and Adobe's colour mark (APP14), of the other APPn and comments nothing. ICC profiles go too: screens are sRGB. */
function stripJpeg(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let turn: number | undefined;
  for (let at = 2; ; ) {
    if (at + 4 > bytes.length || bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length || end < at + 4) return undefined;
    const app = marker >= APP0 && marker <= 0xef;
    if (marker === APP0 + 1) turn ??= turnOf(bytes.subarray(at + 4, end));
    if (!(app && marker !== APP0 && marker !== APP14) && marker !== COMMENT) kept.push(bytes.subarray(at, end));
    at = end;
    if (marker !== SOS) continue;
    if (turn !== undefined && turn > 1) kept.splice(1, 0, turnSegment(turn));
    // Behind the last picture data nothing is kept: cameras hang previews and maps there.
    const eoi = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]));
    kept.push(bytes.subarray(at, eoi < at ? bytes.length : eoi + 2));
    return Buffer.concat(kept);
  }
}

/** EXIF orientation 1–8 of an APP1 segment's content; undefined when there is none. */
function turnOf(app1: Buffer): number | undefined {
  if (app1.length < 16 || app1.toString('latin1', 0, 6) !== 'Exif\0\0') return undefined;
  const tiff = app1.subarray(6);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number): number =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const ifd = tiff.length < 8 ? 0 : little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = Math.min(u16(ifd), 100);
  for (let i = 0; i < entries; i++) {
    const at = ifd + 2 + 12 * i;
    if (u16(at) !== 0x0112) continue;
    const turn = u16(at + 8);
    return turn >= 1 && turn <= 8 ? turn : undefined;
  }
  return undefined;
}

/** The smallest EXIF that says how the camera was held. */
function turnSegment(turn: number): Buffer {
  const segment = Buffer.alloc(36);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(34, 2);
  segment.write('Exif\0\0MM\0*', 4, 'latin1');
  segment.writeUInt32BE(8, 14);
  segment.writeUInt16BE(1, 18);
  segment.writeUInt16BE(0x0112, 20);
  segment.writeUInt16BE(3, 22);
  segment.writeUInt32BE(1, 24);
  segment.writeUInt16BE(turn, 28);
  return segment;
}

/** Chunks a picture is drawn from; text, time and EXIF chunks are left out. */
const PNG_KEPT: readonly string[] = [
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'sBIT',
  'bKGD',
  'pHYs',
];

function stripPng(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  for (let at = 8; ; ) {
    if (at + 12 > bytes.length) return undefined;
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (PNG_KEPT.includes(type)) kept.push(bytes.subarray(at, end));
    at = end;
    if (type === 'IEND') return Buffer.concat(kept);
  }
}

/** Bits of the VP8X flags that announce EXIF and XMP. */
const WEBP_META_FLAGS = 0b0000_1100;

function stripWebp(bytes: Buffer): Buffer | undefined {
  const end = 8 + bytes.readUInt32LE(4);
  if (end > bytes.length) return undefined;
  const kept: Buffer[] = [];
  for (let at = 12; at < end; ) {
    if (at + 8 > end) return undefined;
    const size = bytes.readUInt32LE(at + 4);
    const next = at + 8 + size + (size % 2);
    if (next > end) return undefined;
    const type = bytes.toString('latin1', at, at + 4);
    const chunk = Buffer.from(bytes.subarray(at, next));
    if (type === 'VP8X' && size > 0) chunk[8] = (chunk[8] ?? 0) & ~WEBP_META_FLAGS;
    if (type !== 'EXIF' && type !== 'XMP ') kept.push(chunk);
    at = next;
  }
  if (kept.length === 0) return undefined;
  const body = Buffer.concat(kept);
  const head = Buffer.from(bytes.subarray(0, 12));
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}
