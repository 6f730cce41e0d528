import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BuiltFile, filesOfPage, type PageAsk, packedBytes } from './page-weight.ts';

const folder = mkdtempSync(join(tmpdir(), 'sitong-weight-'));
let output: readonly BuiltFile[] = [];

beforeAll(async () => {
  // As `pnpm build` does; a test run would otherwise pack the libraries' developer halves.
  vi.stubEnv('NODE_ENV', 'production');
  const made = await build({
    configFile: join(import.meta.dirname, '../vite.config.ts'),
    mode: 'production',
    logLevel: 'silent',
    build: { outDir: folder },
  });
  if (!('output' in made)) throw new Error('the build was expected to give one output');
  output = made.output;
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Kilobytes of 1000 bytes, the heaviest files first, so that a failure says where they are. */
function weigh(ask: PageAsk): { kilobytes: number; heaviest: string } {
  const bytes = packedBytes(output, filesOfPage(output, ask));
  const sorted = [...bytes].sort((a, b) => b[1] - a[1]);
  return {
    kilobytes: sorted.reduce((sum, [, size]) => sum + size, 0) / 1000,
    heaviest: sorted
      .slice(0, 12)
      .map(([name, size]) => `${(size / 1000).toFixed(1)} ${name}`)
      .join('\n'),
  };
}

const wall: PageAsk = {
  screen: '/screens/wall/wall-screen.tsx',
  with: ['/maplibre-gl/src/source/worker.ts'],
  count: 'all',
};
const field: PageAsk = { screen: '/screens/field/field-screen.tsx', with: ['/i18n/zh-CN/field.ts'], count: 'opens' };

describe('a page weighs no more over the wire than was promised', () => {
  it('/wall: HTML, JS and CSS with map, marks and worker at most 900 kB packed', () => {
    const { kilobytes, heaviest } = weigh(wall);
    expect(kilobytes, heaviest).toBeLessThanOrEqual(900);
    // Less than this and the files were not found at all.
    expect(kilobytes).toBeGreaterThan(400);
  });

  it('/field opens with at most 250 kB packed', () => {
    const { kilobytes, heaviest } = weigh(field);
    expect(kilobytes, heaviest).toBeLessThanOrEqual(250);
    expect(kilobytes).toBeGreaterThan(100);
  });

  it('the phone never fetches the map of the desk, the wall never the desk', () => {
    const ofField = [...filesOfPage(output, { ...field, count: 'all' })].join(' ');
    expect(ofField).not.toMatch(/map-canvas|situation-scene/);
    expect([...filesOfPage(output, wall)].join(' ')).not.toMatch(/console-shell|dense-table/);
  });
});
