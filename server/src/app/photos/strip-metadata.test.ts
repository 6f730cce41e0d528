import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ImageKind, imageKind } from './image-kind.ts';
import { stripMetadata } from './strip-metadata.ts';

const segment = (marker: number, content: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
};
/** EXIF with orientation 6 and a secret. */
const exif = Buffer.concat([
  Buffer.from('Exif\0\0', 'latin1'),
  Buffer.from('49492a000800000001001201030001000000060000000000', 'hex'),
  Buffer.from('34.9N 109.9E'),
]);
const jpeg = Buffer.concat([
  Buffer.from([0xff, 0xd8]),
  segment(0xe0, Buffer.from('JFIF\0\x01\x01', 'latin1')),
  segment(0xe1, exif),
  segment(0xfe, Buffer.from('taken by Wang')),
  segment(0xdb, Buffer.alloc(65)),
  segment(0xda, Buffer.alloc(10)),
  Buffer.from([1, 2, 3, 0xff, 0xd9]),
  Buffer.from('hidden preview'),
]);
const chunk = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
};
const png = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  chunk('IHDR', Buffer.alloc(13)),
  chunk('eXIf', Buffer.from('34.9N 109.9E')),
  chunk('tEXt', Buffer.from('Author\0Wang')),
  chunk('IDAT', Buffer.from([9, 9])),
  chunk('IEND', Buffer.alloc(0)),
]);
const riff = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
};
const webpBody = Buffer.concat([
  riff('VP8X', Buffer.from([0b0000_1100, 0, 0, 0, 1, 0, 0, 1, 0, 0])),
  riff('VP8 ', Buffer.from([7, 7, 7])),
  riff('EXIF', Buffer.from('34.9N 109.9E')),
]);
const webpHead = Buffer.alloc(12);
webpHead.write('RIFF', 0, 'latin1');
webpHead.writeUInt32LE(webpBody.length + 4, 4);
webpHead.write('WEBP', 8, 'latin1');
const webp = Buffer.concat([webpHead, webpBody]);

describe('a photo from the field', () => {
  it.each<[ImageKind, Buffer]>([
    ['jpeg', jpeg],
    ['png', png],
    ['webp', webp],
  ])('%s: place and author are gone, the picture is there', (kind, bytes) => {
    expect(imageKind(bytes)).toBe(kind);
    const clean = stripMetadata(bytes, kind);
    expect(clean).toBeDefined();
    for (const secret of ['34.9N', 'Wang', 'hidden preview']) expect(clean?.includes(secret)).toBe(false);
    expect(imageKind(clean ?? Buffer.alloc(0))).toBe(kind);
    expect(stripMetadata(clean ?? Buffer.alloc(0), kind)).toEqual(clean);
  });
  it('keeps how the camera was held', () => {
    const clean = stripMetadata(jpeg, 'jpeg') ?? Buffer.alloc(0);
    expect(clean.includes(Buffer.from('Exif\0\0MM', 'latin1'))).toBe(true);
    expect(clean.readUInt16BE(2 + 28)).toBe(6);
  });
  it('one cut off anywhere in its head is refused', () => {
    for (const at of [4, 10, 30]) expect(stripMetadata(jpeg.subarray(0, at), 'jpeg')).toBeUndefined();
    expect(stripMetadata(png.subarray(0, png.length - 13), 'png')).toBeUndefined();
    expect(stripMetadata(webp.subarray(0, webp.length - 3), 'webp')).toBeUndefined();
  });
  it('any bytes are taken or refused, never thrown at', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 400 }),
        fc.constantFrom<ImageKind>('jpeg', 'png', 'webp'),
        (tail, kind) => {
          const head = { jpeg: jpeg.subarray(0, 2), png: png.subarray(0, 8), webp: webp.subarray(0, 12) }[kind];
          const clean = stripMetadata(Buffer.concat([head, tail]), kind);
          expect(clean === undefined || clean.length <= head.length + tail.length + 36).toBe(true);
        },
      ),
    );
  });
});
