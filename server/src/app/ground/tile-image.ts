export type TileImage = { kind: 'png' | 'webp'; widthPx: number } | { kind: 'lossy' } | { kind: 'unknown' };

/** What a terrain tile is and how wide; heights survive only in PNG and in lossless WebP. */
export function tileImage(bytes: Buffer): TileImage {
  if (bytes.length >= 24 && bytes.readUInt32BE(0) === 0x89504e47)
    return { kind: 'png', widthPx: bytes.readUInt32BE(16) };
  if (bytes.length >= 25 && bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') {
    if (bytes.toString('latin1', 12, 16) !== 'VP8L') return { kind: 'lossy' };
    return { kind: 'webp', widthPx: (bytes.readUInt16LE(21) & 0x3fff) + 1 };
  }
  return bytes.length >= 2 && bytes.readUInt16BE(0) === 0xffd8 ? { kind: 'lossy' } : { kind: 'unknown' };
}
