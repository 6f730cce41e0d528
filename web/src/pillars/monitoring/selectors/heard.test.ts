import type { SensorRow } from '@sitong/shared/kernel/master/ground.ts';
import type { ReadingNow } from '@sitong/shared/protocol/down.ts';
import { describe, expect, it } from 'vitest';
import { heardOf } from './heard.ts';

const now = Date.parse('2026-07-18T08:30:00+08:00');
const sensor = (id: string): SensorRow => ({
  id,
  name: `${id}站`,
  kind: 'rain',
  division: '610525101233',
  point: { lon: 109.9, lat: 35.3 },
  cadenceS: 300,
  thresholds: [],
});
const at = (id: string, minutesAgo: number): ReadingNow => {
  const observedAt = new Date(now - minutesAgo * 60_000).toISOString();
  return { sensor: id, values: { rain_1h_mm: 0 }, observedAt, receivedAt: observedAt };
};
const sensors = [sensor('a'), sensor('b'), sensor('c')];

describe('which sensors speak', () => {
  it('counts as heard only what came within twice the cadence', () => {
    const heard = heardOf(sensors, { a: at('a', 2), b: at('b', 10), c: at('c', 11) }, {}, now);
    expect(heard).toMatchObject({ all: 3, fresh: 2, silent: 1, never: 0, newestMs: now - 120_000 });
    expect(heard.longest).toMatchObject({ sensor: { id: 'c' }, sinceMs: now - 660_000 });
  });

  it('takes a county of which nothing was ever heard for silent, all of it', () => {
    expect(heardOf(sensors, {}, {}, now)).toMatchObject({
      all: 3,
      fresh: 0,
      silent: 3,
      never: 3,
      outOfService: 0,
      newestMs: undefined,
      longest: undefined,
    });
  });

  it('names the one that is silent longest, not one that never spoke', () => {
    const heard = heardOf(sensors, { a: at('a', 90), b: at('b', 40) }, {}, now);
    expect(heard).toMatchObject({ fresh: 0, silent: 3, never: 1, longest: { sensor: { id: 'a' } } });
    expect(heard.silentOnes.map(({ id, sinceMs }) => [id, sinceMs])).toEqual([
      ['a', now - 90 * 60_000],
      ['b', now - 40 * 60_000],
      ['c', null],
    ]);
  });

  it('takes a reading from the future for silent: its age is unknown', () => {
    expect(heardOf(sensors, { a: at('a', -30), b: at('b', 1), c: at('c', 1) }, {}, now)).toMatchObject({
      fresh: 2,
      silent: 1,
    });
  });

  it('leaves out what a person has set out of service, and counts it', () => {
    const out = {
      c: {
        sensor: 'c',
        reason: '检修',
        by: 'p',
        at: '2026-07-18T08:00:00+08:00',
        division: '610525101233',
        audience: [],
      },
    };
    const heard = heardOf(sensors, { a: at('a', 1), b: at('b', 1) }, out, now);
    expect(heard).toMatchObject({ all: 2, fresh: 2, silent: 0, outOfService: 1 });
  });
});
