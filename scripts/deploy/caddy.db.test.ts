import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { WALK } from './caddy-walk.ts';
import { inOwnNetwork, placeForCaddy } from './own-network.ts';

const place = placeForCaddy();
const PROGRAM = fileURLToPath(new URL('behind-caddy.ts', import.meta.url));

describe('two nodes behind Caddy, as docker-compose.yml has them', () => {
  if (place.kind === 'not_here') {
    it(`is not shown on this machine: ${place.why}; ${place.remedy}`, () => {
      // Where `npm test` may install it, it must be there.
      const could = process.platform === 'linux' && process.getuid?.() === 0 && process.env['CI'] === 'true';
      expect(could && place.why.startsWith('Caddy is not')).toBe(false);
    });
    return;
  }
  let found: Record<string, string> = {};
  beforeAll(async () => {
    const said = await inOwnNetwork(PROGRAM, [place.caddy], 110_000);
    found = z.record(z.string(), z.string()).parse(JSON.parse(said.trim().split('\n').at(-1) ?? ''));
  });
  it.each(Object.keys(WALK))('%s', (title) => {
    expect(found[title]).toBe('shown');
  });
});
