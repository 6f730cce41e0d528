/** Pictures taken in, told by their first bytes: names and content types are claims of the sender. */
export type ImageKind = 'jpeg' | 'png' | 'webp';

export const IMAGE_KINDS: readonly ImageKind[] = ['jpeg', 'png', 'webp'];

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function imageKind(bytes: Buffer): ImageKind | undefined {
  if (bytes.length >= 4 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (bytes.length >= 24 && bytes.subarray(0, 8).equals(PNG)) return 'png';
  const riff =
    bytes.length >= 16 && bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return riff ? 'webp' : undefined;
}
