import { describe, expect, it } from 'vitest';
import { wallRootPx } from '../../ui/wall-profile.ts';
import { rowsOf, type WallArrangement, type WallHave, type WallRows } from './wall-layout.ts';
import { wallOfAddress } from './wall-profile-address.ts';
import { noneTaken, tighter, type WallPlace, type WallTaken } from './wall-room.ts';

const rootPx = wallRootPx(wallOfAddress('').profile);
const storm: WallHave = { incidents: 2, alarms: 7, warnings: 4, teams: 7, tasks: 0, reports: 2 };

const rowsAt =
  (arrangement: WallArrangement = 'three', heightPx = 1080, widthPx = 1920) =>
  (taken: WallTaken): WallRows =>
    rowsOf({ widthPx, heightPx, rootPx, tiles: arrangement === 'tiles' ? '3x2' : 'one' }, arrangement, storm, taken);

describe('words that need a second line take rows, not edges', () => {
  it('gives up one row for any pixel too much, of the column that is too high', () => {
    const rows = rowsAt();
    const before = rows(noneTaken);
    const after = rows(tighter(rows, noneTaken, 'left', 3));
    expect(after).toEqual({ ...before, alarms: before.alarms - 1 });
  });
  it('gives up what matters least in the right column and never the last of a kind', () => {
    const rows = rowsAt();
    let taken = noneTaken;
    for (let n = 0; n < 30; n += 1) taken = tighter(rows, taken, 'right', 20);
    expect(rows(taken)).toMatchObject({ warnings: 1, teams: 1, gauges: 1 });
    expect(rows(taken).incidents).toBe(rows(noneTaken).incidents);
  });
  it('ends when there is nothing left to give', () => {
    const rows = rowsAt();
    for (const place of ['left', 'right', 'orders'] as const) {
      let taken = noneTaken;
      let tries = 0;
      for (; tries < 50; tries += 1) {
        const next = tighter(rows, taken, place, 20);
        if (next === taken) break;
        taken = next;
      }
      expect(tries, place).toBeLessThan(20);
    }
  });
  it('shows fewer orders side by side where the words of a ladder find no room', () => {
    const rows = rowsAt();
    expect(rows(tighter(rows, noneTaken, 'orders', 100)).orders).toBe(rows(noneTaken).orders - 1);
    const six = rowsAt('tiles', 1440, 3840);
    expect(six(noneTaken).orderColumns).toBe(2);
    expect(six(tighter(six, noneTaken, 'orders', 10)).orderColumns).toBe(1);
  });
  it.each(['left', 'right', 'right2'] as const)('on six screens the %s column has its own room', (place: WallPlace) => {
    const rows = rowsAt('tiles', 1440, 3840);
    const before = rows(noneTaken);
    const after = rows(tighter(rows, noneTaken, place, 5));
    expect(after).not.toEqual(before);
    expect(after.orders).toBe(before.orders);
  });
});
