import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReadingBody } from './parse-reading-body.ts';
import { plainRow } from './plain-row.ts';

const NOW = Date.UTC(2026, 6, 12, 6);
const observedAt = '2026-07-12T14:00:00+08:00';
const accepted = (row: unknown) => parseReadingBody(row, null, NOW).accepted;

describe('one row under other plain names', () => {
  const level = [{ sensor: '61025010', quantity: 'level', value: 432.15, quality: 'good', observedAtMs: NOW }];

  it.each([
    [{ station: '61025010', levelM: 432.15, time: observedAt }],
    [{ sensor_id: '61025010', level_m: 432.15, observed_at: observedAt }],
    [{ stationCode: '61025010', type: 'level', value: 432.15, unit: 'm', timestamp: NOW / 1000 }],
    [{ sensorId: '61025010', 'level-m': 432.15, dateTime: NOW }],
  ])('%j is a level', (row) => {
    expect(accepted(row)).toEqual(level);
  });

  it.each([
    [{ sensor: 'r', rainMm: 3, durationS: 300, time: observedAt }, 300],
    [{ sensor: 'r', rain_1h_mm: 3, time: observedAt }, 3600],
    [{ sensor: 'r', rain24hMm: 3, time: observedAt }, 86_400],
  ])('%j is rain with its period', (row, durationS) => {
    expect(accepted(row)).toMatchObject([{ quantity: 'rain', value: 3, period: { kind: 'amount', durationS } }]);
  });

  it.each([
    ['two quantities', { sensor: 'r', rainMm: 3, levelM: 4, durationS: 300, time: observedAt }],
    ['two times', { sensor: 'r', levelM: 4, time: observedAt, timestamp: observedAt }],
    ['two sensors', { station: 'r', sensorId: 's', levelM: 4, time: observedAt }],
    ['rain of no period', { sensor: 'r', rainMm: 3, time: observedAt }],
    ['a time without offset', { sensor: 'r', levelM: 3, time: '2026-07-12T14:00:00' }],
    ['a unit that is not ours', { sensor: 'r', level_cm: 300, time: observedAt }],
    ['a text', { sensor: 'r', levelM: '3', time: observedAt }],
  ])('%s could mean two things or nothing: refused', (_what, row) => {
    expect(parseReadingBody(row, null, NOW)).toMatchObject({ accepted: [], refused: [{ index: 0 }] });
  });

  it('a row under our own names is left as it is', () => {
    const own = { sensor: 'a', quantity: 'level', value: 1, unit: 'm', observedAt };
    expect(plainRow(own)).toEqual(own);
  });

  it('never throws, and answers for each row', () => {
    fc.assert(
      fc.property(fc.anything(), fc.option(fc.string()), (body, sensor) => {
        const { accepted: taken, refused, notes } = parseReadingBody(body, sensor, NOW);
        if (Array.isArray(body) && body.length > 0)
          expect(taken.length + refused.length + notes.length).toBeGreaterThan(0);
      }),
    );
  });
});
