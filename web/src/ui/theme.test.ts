import { describe, expect, it } from 'vitest';
import { storedThemeChoice, themeOf } from './theme.ts';

describe('theme', () => {
  it('follows the system until somebody chooses', () => {
    expect(themeOf('system', { prefersLight: true, prefersContrast: false })).toBe('light');
    expect(themeOf('system', { prefersLight: false, prefersContrast: false })).toBe('dark');
    expect(themeOf('system', { prefersLight: false, prefersContrast: true })).toBe('contrast');
    expect(themeOf('dark', { prefersLight: true, prefersContrast: true })).toBe('dark');
  });
  it('takes an unknown stored word for no choice', () => {
    expect(storedThemeChoice({ getItem: () => 'neon' })).toBe('system');
    expect(storedThemeChoice({ getItem: () => 'light' })).toBe('light');
  });
});
