import { initialCommand } from '@sitong/shared/pillars/command/state.ts';
import { describe, expect, it } from 'vitest';
import { incidentOfAddress, pushedOf } from './steer-model.ts';

const seen = { division: '610525000000', audience: [] };

describe('what a console puts on the wall', () => {
  it('is nothing until somebody has, and nothing again when the whole view was given back', () => {
    expect(pushedOf(initialCommand)).toBeUndefined();
    const back = { view: { kind: 'overview' as const }, by: 'p-duty', at: '2026-07-18T20:50:00+08:00', ...seen };
    expect(pushedOf({ ...initialCommand, wall: { now: back } })).toBeUndefined();
  });
  it('is not held on to when the incident is no longer open', () => {
    const view = { kind: 'incident' as const, incidentId: 'i-gone' };
    const now = { view, by: 'p-duty', at: '2026-07-18T20:50:00+08:00', ...seen };
    expect(pushedOf({ ...initialCommand, wall: { now } })).toBeUndefined();
  });
  it('a desk pushes the incident its address is about', () => {
    expect(incidentOfAddress('/incidents/i-1', '?world=live')).toBe('i-1');
    expect(incidentOfAddress('/dispatch', '?world=live&incident=i-2')).toBe('i-2');
    expect(incidentOfAddress('/duty', '')).toBeUndefined();
  });
});
