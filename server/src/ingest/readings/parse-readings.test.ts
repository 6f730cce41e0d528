import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_ROWS, parseReadings } from './parse-readings.ts';

const NOW = Date.UTC(2026, 6, 12, 6);
const level = { sensor: '61025010', quantity: 'level', value: 432.15, observedAt: '2026-07-12T14:00:00+08:00' };
const rain = {
  sensor: '61025011',
  quantity: 'rain',
  value: 12.5,
  observedAt: '2026-07-12T13:55:00+08:00',
  period: { kind: 'amount', durationS: 300 },
};

describe('POST /api/ingest/readings', () => {
  it('reads both forms of the body', () => {
    const expected = {
      accepted: [
        { sensor: '61025010', quantity: 'level', value: 432.15, quality: 'good', observedAtMs: NOW },
        {
          sensor: '61025011',
          quantity: 'rain',
          value: 12.5,
          quality: 'good',
          observedAtMs: NOW - 300_000,
          period: { kind: 'amount', durationS: 300 },
        },
      ],
      refused: [],
      notes: [],
    };
    expect(parseReadings({ readings: [level, rain] }, NOW)).toEqual(expected);
    expect(parseReadings([{ ...level, unit: 'm' }, rain], NOW)).toEqual(expected);
  });

  it('a missing value is a fact of its own', () => {
    expect(parseReadings([{ ...level, value: null, quality: 'missing' }], NOW).accepted).toEqual([
      { sensor: '61025010', quantity: 'level', value: null, quality: 'missing', observedAtMs: NOW },
    ]);
  });

  it.each([
    ['value_invalid', '0.value', { ...level, value: '432.15' }],
    ['value_invalid', '0.value', { ...level, value: Number.NaN }],
    ['value_invalid', '0.value', { ...level, value: JSON.parse('1e309') }],
    ['value_invalid', '0.value', { ...level, value: null }],
    ['value_invalid', '0.value', { ...level, value: undefined }],
    ['value_invalid', '0.value', { ...level, value: 3, quality: 'missing' }],
    ['quality_invalid', '0.quality', { ...level, quality: 'perfect' }],
    ['value_out_of_range', '0.value', { ...level, value: 9001 }],
    ['value_out_of_range', '0.value', { ...rain, value: -0.1 }],
    ['value_out_of_range', '0.value', { ...rain, value: 2000.1 }],
    ['unit_invalid', '0.unit', { ...level, unit: 'cm' }],
    ['quantity_invalid', '0.quantity', { ...level, quantity: 'height' }],
    ['period_invalid', '0.period', { ...rain, period: undefined }],
    ['period_durations_invalid', '0.period.durationS', { ...rain, period: { kind: 'amount', durationS: 0 } }],
    ['sensor_invalid', '0.sensor', { ...level, sensor: '' }],
    ['sensor_invalid', '0.sensor', { ...level, sensor: '=cmd|x' }],
    ['time_invalid', '0.observedAt', { ...level, observedAt: '2026-07-12T14:00:00' }],
    ['time_invalid', '0.observedAt', { ...level, observedAt: '2026-02-30T14:00:00Z' }],
    ['time_in_future', '0.observedAt', { ...level, observedAt: '2026-07-12T14:05:01+08:00' }],
    ['time_before_2000', '0.observedAt', { ...level, observedAt: '1999-12-31T23:59:59Z' }],
    ['row_invalid', '0', 'text'],
    ['row_invalid', '0', null],
  ])('refuses with %s at %s and keeps the row beside it', (code, path, row) => {
    const result = parseReadings([row, rain], NOW);
    expect(result.refused).toMatchObject([{ code, path, index: 0 }]);
    expect(result.accepted).toMatchObject([{ sensor: '61025011' }]);
  });

  it('five minutes ahead is still the present', () => {
    expect(parseReadings([{ ...level, observedAt: '2026-07-12T14:05:00+08:00' }], NOW).accepted).toHaveLength(1);
  });

  it('a repeat is taken once; of two that disagree the first is kept', () => {
    const result = parseReadings(
      [
        level,
        level,
        { ...level, observedAt: '2026-07-12T06:00:00Z', value: 5 },
        { ...rain, sensor: level.sensor, observedAt: level.observedAt },
      ],
      NOW,
    );
    expect(result.accepted).toHaveLength(2);
    expect(result.notes).toMatchObject([{ code: 'duplicate_in_batch', path: '1.' }]);
    expect(result.refused).toMatchObject([{ code: 'conflict_in_batch', index: 2 }]);
  });

  it('an amount and a counter of one time are two readings', () => {
    const result = parseReadings([rain, { ...rain, value: 900, period: { kind: 'counter' } }], NOW);
    expect(result.accepted).toHaveLength(2);
  });

  it('bounds the batch and keeps its first part', () => {
    const result = parseReadings(
      Array.from({ length: MAX_ROWS + 3 }, (_, i) => ({ ...level, sensor: `s${i}` })),
      NOW,
    );
    expect(result.accepted).toHaveLength(MAX_ROWS);
    expect(result.refused).toMatchObject([{ code: 'too_many', index: MAX_ROWS }]);
  });

  it.each([[null], ['x'], [{}], [{ readings: {} }]])('%j is no body', (body) => {
    expect(parseReadings(body, NOW)).toMatchObject({ accepted: [], refused: [{ code: 'body_invalid' }] });
  });

  it('never throws; every row is accepted, refused or noted', () => {
    const junk = fc.oneof(
      fc.jsonValue(),
      fc.record({
        sensor: fc.string(),
        quantity: fc.constantFrom('rain', 'level', '__proto__'),
        value: fc.anything(),
        observedAt: fc.string(),
      }),
    );
    fc.assert(
      fc.property(fc.array(junk, { maxLength: 20 }), (rows) => {
        const { accepted, refused, notes } = parseReadings([...rows, level], NOW);
        expect(accepted.length + refused.length + notes.length).toBe(rows.length + 1);
      }),
    );
  });
});
