import { describe, expect, it } from 'vitest';
import { slowPresses } from './slow-press.ts';

const press = (atMs: number, heardMs: number, frameMs: number, drawnMs: number) => ({
  atMs,
  heardMs,
  frameMs,
  drawnMs,
});
const quiet = { sinceMs: 1000, presses: [], frames: [], fetched: [] };

describe('the slowest presses of a run', () => {
  it('come slowest first, with when they were and where their time went', () => {
    const presses = [press(1500, 1, 2, 3), press(4000, 5, 90, 6), press(2000, 40, 1, 9)];
    expect(slowPresses({ ...quiet, presses }, 2)).toEqual([
      '101 ms, 3.0 s in: heard after 5, frame begun after 90, drawn in 6; no frame of the page was long',
      '50 ms, 1.0 s in: heard after 40, frame begun after 1, drawn in 9; no frame of the page was long',
    ]);
  });

  it('name the long frames and the files that lie in their time, and no others', () => {
    const frames = [
      { atMs: 1900, ms: 50, layoutMs: 1, scripts: [{ by: 'earlier', ms: 40 }] },
      {
        atMs: 1990,
        ms: 60,
        layoutMs: 12,
        scripts: [
          { by: 'TimerHandler:setTimeout x.js', ms: 30 },
          { by: 'small', ms: 2 },
        ],
      },
    ];
    const fetched = [
      { atMs: 2010, ms: 5, path: '/tiles/terrain.pmtiles' },
      { atMs: 2500, ms: 5, path: '/later.js' },
    ];
    expect(slowPresses({ ...quiet, presses: [press(2000, 40, 1, 9)], frames, fetched }, 3)).toEqual([
      '50 ms, 1.0 s in: heard after 40, frame begun after 1, drawn in 9; frame of 60 (scripts 32: 30 TimerHandler:setTimeout x.js; layout and paint 12); fetched /tiles/terrain.pmtiles',
    ]);
  });

  it('are none where nothing was pressed', () => {
    expect(slowPresses(quiet, 3)).toEqual([]);
  });
});
