import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDefraStation, parseDefraTelemetry } from './parse-defra.ts';
import { parseNwis } from './parse-nwis.ts';

const NOW = Date.UTC(2026, 6, 12);
const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8'));

describe('DEFRA rain gauges', () => {
  it('telemetry.json: 474 measured quarter hours; the 7 zeros after the latest are not made into "no rain"', () => {
    const { accepted, refused, notes } = parseDefraTelemetry(fixture('telemetry.json'), 'E1', NOW);
    expect([accepted.length, refused.length]).toEqual([474, 0]);
    expect(notes).toMatchObject([{ code: 'padding_left_out', message: expect.stringMatching(/^7 /) }]);
    expect(accepted[0]).toEqual({
      sensor: 'E1',
      quantity: 'rain',
      value: 0.6,
      quality: 'good',
      observedAtMs: Date.parse('2023-07-18T13:00:00Z'),
      period: { kind: 'amount', durationS: 900 },
    });
    // What the service itself sums up for the last hour and six hours.
    const sum = (rows: number) => accepted.slice(0, rows).reduce((total, reading) => total + (reading.value ?? 0), 0);
    expect(sum(4)).toBeCloseTo(2, 6);
    expect(sum(24)).toBeCloseTo(3.8, 6);
  });

  it('rainfallStationTelemetry.json: 100 values that come as text', () => {
    const { accepted, refused } = parseDefraStation(fixture('rainfallStationTelemetry.json'), 'E2', NOW);
    expect([accepted.length, refused.length]).toEqual([100, 0]);
    expect(accepted.at(-1)).toMatchObject({ value: 4.12, observedAtMs: Date.parse('2022-02-08T08:30:00Z') });
  });

  it('refuses a bad row and keeps the next', () => {
    const row = { period: '15 min', value: '0.2', value_timestamp: '2022-02-08T08:30:00Z' };
    const result = parseDefraStation(
      [
        { ...row, value: '1e309' },
        { ...row, period: '1 h' },
        { ...row, value_timestamp: 'now' },
        {},
        { ...row, value: null },
      ],
      'E2',
      NOW,
    );
    expect(result.refused.map((one) => one.code)).toEqual([
      'value_invalid',
      'period_unknown',
      'time_invalid',
      'row_invalid',
    ]);
    expect(result.accepted).toMatchObject([{ quality: 'missing', value: null }]);
  });
});

describe('USGS NWIS', () => {
  it('nwis-iv-2sites.json: feet to metres, cubic feet to cubic metres', () => {
    const { accepted, refused, notes } = parseNwis(fixture('nwis-iv-2sites.json'), NOW);
    expect([accepted.length, refused.length, notes.length]).toEqual([20, 0, 0]);
    expect(accepted[0]).toEqual({
      sensor: 'USGS:01491000',
      quantity: 'flow',
      quality: 'good',
      value: 27.580609,
      observedAtMs: Date.parse('2019-02-14T05:00:00Z'),
    });
    expect(accepted[5]).toMatchObject({ sensor: 'USGS:01491000', quantity: 'level', value: 1.975104 });
  });

  it('an answer without series is empty, not wrong', () => {
    expect(parseNwis(fixture('nwis_iv_empty_mock.json'), NOW)).toEqual({ accepted: [], refused: [], notes: [] });
  });

  it('no-data values are missing, estimated ones suspect, unknown variables noted', () => {
    const series = (code: string, value: unknown) => ({
      sourceInfo: { siteCode: [{ value: '1', agencyCode: 'USGS' }] },
      variable: { variableCode: [{ value: code }], unit: { unitCode: 'ft' }, noDataValue: -999999 },
      values: [{ value: [value] }],
    });
    const dateTime = '2019-02-14T00:00:00.000-05:00';
    const result = parseNwis(
      {
        value: {
          timeSeries: [
            series('00065', { value: '-999999', qualifiers: ['P', 'Ice'], dateTime }),
            series('00065', { value: '10', qualifiers: ['P', 'e'], dateTime: '2019-02-14T00:15:00.000-05:00' }),
            series('00045', { value: '1', dateTime }),
            series('00065', { value: 'Eqp', dateTime }),
            {},
          ],
        },
      },
      NOW,
    );
    expect(result.accepted).toMatchObject([
      { quality: 'missing', value: null },
      { quality: 'suspect', value: 3.048 },
    ]);
    expect(result.notes).toMatchObject([{ code: 'variable_ignored' }]);
    expect(result.refused.map((one) => one.code)).toEqual(['value_invalid', 'series_invalid']);
  });
});

describe('all gauge adapters', () => {
  it('never throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        for (const result of [
          parseNwis(body, NOW),
          parseDefraStation(body, 's', NOW),
          parseDefraTelemetry(body, 's', NOW),
        ]) {
          expect(result.accepted).toEqual([]);
        }
      }),
    );
  });
});
