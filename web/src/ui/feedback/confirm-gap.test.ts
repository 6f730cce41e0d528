import { describe, expect, it } from 'vitest';
import { confirmGap } from './confirm-gap.ts';

const full = { firstId: 'p1', secondId: 'p2', secret: 'x', typed: 'I-0142', phrase: 'I-0142' };

describe('two persons confirm', () => {
  it('needs everything, in the order of the form', () => {
    expect(confirmGap(full)).toBe('none');
    expect(confirmGap({ ...full, typed: 'I-014' })).toBe('no-phrase');
    expect(confirmGap({ ...full, secondId: null })).toBe('no-second');
    expect(confirmGap({ ...full, secret: '' })).toBe('no-secret');
  });
  it('refuses one person signing twice', () => expect(confirmGap({ ...full, secondId: 'p1' })).toBe('same-person'));
  it('takes full-width letters and spaces of an input method', () => {
    expect(confirmGap({ ...full, typed: ' Ｉ-０１４２ ' })).toBe('none');
  });
});
