import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sealerOf } from './sealed.ts';

const key = randomBytes(32);
const other = randomBytes(32);

describe('a sealed secret', () => {
  it.each(['aes', 'sm'] as const)(
    'by %s is read again, and is worth nothing with another key or a bit changed',
    (name) => {
      const sealer = sealerOf(() => key, name);
      fc.assert(
        fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (secret, at) => {
          const sealed = sealer.seal(secret);
          expect(sealer.unseal(sealed)).toBe(secret);
          expect(sealer.seal(secret).equals(sealed)).toBe(false);
          expect(() => sealerOf(() => other, name).unseal(sealed)).toThrow();
          const bit = at % (sealed.length * 8);
          sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          expect(() => sealer.unseal(sealed)).toThrow();
        }),
        { numRuns: 50 },
      );
    },
  );

  it('is read whichever way it was sealed, so that 国密 may be switched on over what is there', () => {
    const [aes, sm] = [sealerOf(() => key, 'aes'), sealerOf(() => key, 'sm')];
    expect([sm.unseal(aes.seal('13800000001')), aes.unseal(sm.seal('13800000001'))]).toEqual([
      '13800000001',
      '13800000001',
    ]);
    expect(sm.seal('x').subarray(0, 8).toString('latin1')).toBe('sm4+sm3:');
  });

  it('SM4 and SM3 are those of GB/T 32907 A.1 and GB/T 32905 A.1', () => {
    const block = Buffer.from('0123456789abcdeffedcba9876543210', 'hex');
    const cipher = createCipheriv('sm4-ecb', block, null).setAutoPadding(false);
    expect(cipher.update(block).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246');
    expect(createHash('sm3').update('abc').digest('hex')).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    );
  });
});
