import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { figuresTable, type KeptReport, keptReports, README, withFigures, withTable } from './figures.ts';

const report: KeptReport = {
  bench: 'wall',
  at: '2026-01-02T03:04:05.000Z',
  machine: { node: 'v24.0.0', cpus: 2, model: 'one', memoryGb: 8, load1: 0.5 },
  rows: [
    { figure: 'a frame', value: 5, unit: 'ms', floor: 2.5, rival: 90, goal: [{ is: 'at_most', n: 4 }] },
    { figure: 'sockets back', value: null, unit: 's', goal: [{ is: 'at_most', n: 10 }] },
    { figure: 'memory', value: 300, unit: 'MB' },
  ],
};

describe('figures in the README', () => {
  it('are the kept runs, unchanged by hand', async () => {
    const readme = await readFile(README, 'utf8');
    expect(withFigures(readme, await keptReports())).toBe(readme);
  });

  it('name a missed goal and what could not be measured, and leave out what has nothing beside it', () => {
    const table = figuresTable([report]);
    expect(table).toContain(
      '| `wall` | a frame | 5.00 ms | 2.50 (2.00 ×) | 90.0 (18.0 × ours) | ≤ 4 ms | **missed** |',
    );
    expect(table).toContain('| sockets back | not measured |  |  | ≤ 10 s | **missed** |');
    expect(table).not.toContain('memory');
    expect(table).toContain('Measured 2026-01-02 on 2 × one, 8 GB, Node 24.0.0.');
    expect(table).toContain('Seconds taken: not kept yet. No kept run yet: command, positions,');
    expect(figuresTable([{ ...report, tookS: 38.24, length: 'quick' }])).toContain('Seconds taken: wall 38.2 (quick).');
  });

  it('judge a goal in every kept run of a row of the design', async () => {
    const design = 'command positions ingest resume growth replay rules wall load start'.split(' ');
    const unjudged = (await keptReports())
      .filter(({ bench }) => design.includes(bench))
      .filter(({ rows }) => rows.every(({ goal }) => goal === undefined));
    expect(unjudged.map(({ bench }) => bench)).toEqual([]);
  });

  it('want their place', () => {
    expect(() => withTable('# no place', 'x')).toThrow('no place for the figures');
  });
});
