import { describe, expect, it } from 'vitest';
import { bytesOfBase64, hexDump, visibleText } from './raw-bytes.ts';

describe('raw bytes', () => {
  it('show every byte in hexadecimal, with offsets', () => {
    const dump = hexDump(Uint8Array.from([0x7e, 0x02, 0x00, 0x41]), 100);
    expect(dump).toBe(`0000  7e 02 00 41${' '.repeat(36)}  ~..A`);
    expect(hexDump(new Uint8Array(40), 20).split('\n')).toHaveLength(2);
  });

  it('let nothing steer the screen: controls and direction overrides are shown as codes', () => {
    expect(visibleText(new TextEncoder().encode('a\u202eb\u0007c\u200bd\n'))).toBe('a‹202E›b‹0007›c‹200B›d\n');
  });

  it('are read from base64', () => {
    expect([...bytesOfBase64('fgI=')]).toEqual([0x7e, 0x02]);
  });
});
