import { z } from 'zod';
import type { ParseResult, Reading } from '../contract.ts';
import { decimalOf, instantOf } from '../field-text.ts';
import { ReadingCollector } from './reading-collector.ts';

/**
 * Rain gauges of the Environment Agency (UK) in the two forms its services hand out. Neither
 * names its gauge, so the caller does. Times end their period.
 */
const QUARTER_S = 900;

const TelemetrySchema = z.object({
  latestDateTime: z.string(),
  minutes: z.object({ values: z.array(z.unknown()).max(10_000) }),
});
const TelemetryValueSchema = z.object({ dateTime: z.string(), value: z.number().nullable() });

/** `{latestDateTime, minutes: {values}}`. The hourly values repeat the quarter hours and are not taken. */
export function parseDefraTelemetry(body: unknown, sensor: string, nowMs: number): ParseResult<Reading> {
  const collector = new ReadingCollector(nowMs);
  const parsed = TelemetrySchema.safeParse(body);
  const latestMs = parsed.success ? instantOf(parsed.data.latestDateTime, 'required') : Number.NaN;
  if (!parsed.success || Number.isNaN(latestMs)) {
    collector.refuse(
      { code: 'body_invalid', message: 'not a telemetry answer with latestDateTime and minutes.values', path: '' },
      0,
    );
    return collector.result();
  }
  let padding = 0;
  for (const [index, row] of parsed.data.minutes.values.entries()) {
    const path = `minutes.values.${index}.`;
    const value = TelemetryValueSchema.safeParse(row);
    if (!value.success) {
      collector.refuse({ code: 'row_invalid', message: value.error.issues[0]?.message ?? 'not a value', path }, index);
      continue;
    }
    const observedAtMs = instantOf(value.data.dateTime, 'required');
    // The service fills the chart with zeros up to the present: no gauge said them, and
    // "no rain" is the most dangerous thing to make up.
    if (observedAtMs > latestMs) padding++;
    else collector.add(rain(sensor, observedAtMs, value.data.value), index, path);
  }
  if (padding > 0)
    collector.note(
      'padding_left_out',
      `${padding} values later than latestDateTime are filling, not measured`,
      'minutes.values',
    );
  return collector.result();
}

const StationRowSchema = z.object({ period: z.string(), value: z.string().nullable(), value_timestamp: z.string() });
const MAX_ROWS = 10_000;

/** `[{period: "15 min", value: "0.2", value_timestamp}]`, newest first, values as text. */
export function parseDefraStation(body: unknown, sensor: string, nowMs: number): ParseResult<Reading> {
  const collector = new ReadingCollector(nowMs);
  const rows = z.array(z.unknown()).max(MAX_ROWS).safeParse(body);
  if (!rows.success) {
    collector.refuse({ code: 'body_invalid', message: `not an array of at most ${MAX_ROWS} rain values`, path: '' }, 0);
    return collector.result();
  }
  for (const [index, row] of rows.data.entries()) {
    const parsed = StationRowSchema.safeParse(row);
    const value = parsed.success && parsed.data.value !== null ? decimalOf(parsed.data.value) : null;
    if (!parsed.success)
      collector.refuse(
        { code: 'row_invalid', message: parsed.error.issues[0]?.message ?? 'not a value', path: `${index}.` },
        index,
      );
    else if (parsed.data.period !== '15 min')
      collector.refuse(
        {
          code: 'period_unknown',
          facts: { allowed: '15 min' },
          message: 'only "15 min" is known',
          path: `${index}.period`,
        },
        index,
      );
    else if (value === null && parsed.data.value !== null)
      collector.refuse(
        {
          code: 'value_invalid',
          facts: { name: 'value', value: (parsed.data.value ?? '').slice(0, 60), allowed: '"0.2", null' },
          message: 'value must be a decimal number',
          path: `${index}.value`,
        },
        index,
      );
    else collector.add(rain(sensor, instantOf(parsed.data.value_timestamp, 'required'), value), index, `${index}.`);
  }
  return collector.result();
}

function rain(sensor: string, observedAtMs: number, value: number | null): Reading {
  const what = { sensor, observedAtMs, quantity: 'rain', period: { kind: 'amount', durationS: QUARTER_S } } as const;
  return value === null ? { ...what, quality: 'missing', value } : { ...what, quality: 'good', value };
}
