import { z } from 'zod';
import type { ParseResult, Quantity, Reading } from '../contract.ts';
import { decimalOf, instantOf } from '../field-text.ts';
import { ReadingCollector } from './reading-collector.ts';

/** USGS NWIS instantaneous values (WaterML as JSON). Feet become metres, and so on. */

interface Variable {
  readonly quantity: Exclude<Quantity, 'rain'>;
  readonly unit: string;
  readonly toOurs: (value: number) => number;
}

/** By USGS parameter code; rain (00045) has no period here, so it cannot be said without guessing. */
const VARIABLES: Readonly<Record<string, Variable>> = {
  '00060': { quantity: 'flow', unit: 'ft3/s', toOurs: (value) => value * 0.028316846592 },
  '00065': { quantity: 'level', unit: 'ft', toOurs: (value) => value * 0.3048 },
  '00010': { quantity: 'temperature', unit: 'deg C', toOurs: (value) => value },
};

/** Estimated, ice, backwater, equipment, maintenance: a number to doubt. A (approved) and P (provisional) are good. */
const GOOD_QUALIFIERS = new Set(['A', 'P']);

const SeriesSchema = z.object({
  sourceInfo: z.object({ siteCode: z.array(z.object({ value: z.string(), agencyCode: z.string() })).min(1) }),
  variable: z.object({
    variableCode: z.array(z.object({ value: z.string() })).min(1),
    unit: z.object({ unitCode: z.string() }),
    noDataValue: z.number(),
  }),
  values: z.array(z.object({ value: z.array(z.unknown()).max(100_000) })),
});
const BodySchema = z.object({ value: z.object({ timeSeries: z.array(z.unknown()).max(1_000) }) });
const ValueSchema = z.object({ value: z.string(), qualifiers: z.array(z.string()).default([]), dateTime: z.string() });

/** Sensors are named `USGS:<site>`; an answer without series is empty, not wrong. */
export function parseNwis(body: unknown, nowMs: number): ParseResult<Reading> {
  const collector = new ReadingCollector(nowMs);
  const parsed = BodySchema.safeParse(body);
  if (!parsed.success) {
    collector.refuse(
      {
        code: 'body_invalid',
        message: 'not an NWIS answer with value.timeSeries',
        path: parsed.error.issues[0]?.path.join('.') ?? '',
      },
      0,
    );
    return collector.result();
  }
  let index = 0;
  for (const [seriesIndex, raw] of parsed.data.value.timeSeries.entries()) {
    const path = `value.timeSeries.${seriesIndex}.`;
    const series = SeriesSchema.safeParse(raw);
    if (!series.success) {
      const issue = series.error.issues[0];
      collector.refuse(
        {
          code: 'series_invalid',
          message: issue?.message ?? 'not a series',
          path: `${path}${issue?.path.join('.') ?? ''}`,
        },
        index++,
      );
      continue;
    }
    const { sourceInfo, variable, values } = series.data;
    const code = variable.variableCode[0]?.value ?? '';
    const known = VARIABLES[code];
    if (known === undefined || known.unit !== variable.unit.unitCode) {
      collector.note(
        'variable_ignored',
        `parameter ${code} in ${variable.unit.unitCode} is not taken`,
        `${path}variable`,
      );
      continue;
    }
    const site = sourceInfo.siteCode[0];
    const sensor = `${site?.agencyCode ?? 'USGS'}:${site?.value ?? ''}`;
    for (const [methodIndex, method] of values.entries()) {
      for (const [row, value] of method.value.entries()) {
        addValue(
          collector,
          value,
          { sensor, known, noData: variable.noDataValue },
          index++,
          `${path}values.${methodIndex}.value.${row}.`,
        );
      }
    }
  }
  return collector.result();
}

interface Series {
  readonly sensor: string;
  readonly known: Variable;
  readonly noData: number;
}

function addValue(collector: ReadingCollector, raw: unknown, series: Series, index: number, path: string): void {
  const parsed = ValueSchema.safeParse(raw);
  const number = parsed.success ? decimalOf(parsed.data.value) : null;
  if (!parsed.success || number === null) {
    collector.refuse(
      {
        code: 'value_invalid',
        facts: {
          name: 'value',
          value: parsed.success ? parsed.data.value.slice(0, 60) : '',
          allowed: '"6.48", dateTime',
        },
        message: 'value must be a decimal number in text, with dateTime',
        path: `${path}value`,
      },
      index,
    );
    return;
  }
  const what = {
    sensor: series.sensor,
    observedAtMs: instantOf(parsed.data.dateTime, 'required'),
    quantity: series.known.quantity,
  };
  if (number === series.noData) {
    collector.add({ ...what, quality: 'missing', value: null }, index, path);
    return;
  }
  const quality = parsed.data.qualifiers.every((qualifier) => GOOD_QUALIFIERS.has(qualifier)) ? 'good' : 'suspect';
  // Six decimals: no gauge says more, and 6.48 ft stays 1.975104 m.
  collector.add({ ...what, quality, value: Math.round(series.known.toOurs(number) * 1e6) / 1e6 }, index, path);
}
