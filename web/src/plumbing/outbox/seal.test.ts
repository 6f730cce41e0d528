import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSealed, type Sealing, seal, unseal } from './seal.ts';

const newSealing = async (id: string): Promise<Sealing> => ({
  id,
  key: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
});

describe('a record sealed on the phone', () => {
  it('opens as what it was, words and pictures, whatever they hold', async () => {
    const sealing = await newSealing('k1');
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.string(), async (value, place) => {
        const sealed = await seal(sealing, place, value);
        expect(isSealed(sealed)).toBe(true);
        expect(await unseal(sealing, place, sealed)).toEqual({ value: JSON.parse(JSON.stringify(value)) });
      }),
      { numRuns: 200 },
    );
    const photo = fc.record({ id: fc.string({ unit: 'grapheme' }), picture: fc.uint8Array({ maxLength: 4000 }) });
    await fc.assert(
      fc.asyncProperty(photo, fc.string(), async ({ id, picture }, place) => {
        const bytes = new Uint8Array(picture).buffer;
        const opened = await unseal(sealing, place, await seal(sealing, place, { id, bytes }));
        expect(opened).toEqual({ value: { id, bytes } });
      }),
      { numRuns: 100 },
    );
  });

  it('opens at no other place, with no other key, and not after a bit of it was changed', async () => {
    const [own, other] = [await newSealing('k1'), await newSealing('k2')];
    const namesake: Sealing = { ...other, id: 'k1' };
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.nat(), fc.integer({ min: 0, max: 7 }), async (value, at, bit) => {
        const sealed = await seal(own, 'items/1', value);
        expect(await unseal(own, 'items/2', sealed)).toBe('gone');
        expect(await unseal(other, 'items/1', sealed)).toBe('gone');
        expect(await unseal(namesake, 'items/1', sealed)).toBe('gone');
        const bytes = new Uint8Array(sealed.box.slice(0));
        const n = at % bytes.length;
        bytes[n] = (bytes[n] ?? 0) ^ (1 << bit);
        expect(await unseal(own, 'items/1', { ...sealed, box: bytes.buffer })).toBe('gone');
      }),
      { numRuns: 50 },
    );
  });

  it('shows nothing of what is in it, and looks different each time', async () => {
    const sealing = await newSealing('k1');
    const [one, two] = [await seal(sealing, 'items/1', '王来电'), await seal(sealing, 'items/1', '王来电')];
    expect(Buffer.from(one.box).includes('王来电')).toBe(false);
    expect(Buffer.from(one.box).equals(Buffer.from(two.box))).toBe(false);
  });
});
