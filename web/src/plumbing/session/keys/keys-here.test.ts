import { describe, expect, it } from 'vitest';
import { keysHere } from './keys-here.ts';

describe('whether a key can answer here', () => {
  it.each([
    ['sitong.example', true, true, 'possible'],
    ['localhost', true, true, 'possible'],
    ['10.0.0.7', true, true, 'ip_address'],
    ['127.0.0.1', true, true, 'ip_address'],
    ['[::1]', true, true, 'ip_address'],
    ['10.0.0.7', false, false, 'ip_address'],
    ['sitong.example', false, false, 'plain_http'],
    ['sitong.example', true, false, 'no_browser'],
    ['610525.gov.example', true, true, 'possible'],
  ] as const)('%s, secure %s, interface %s: %s', (hostname, secure, known, says) => {
    expect(keysHere({ hostname, secure, known })).toBe(says);
  });
});
