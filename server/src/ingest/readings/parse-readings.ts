import type { IngestReason } from '@sitong/shared/kernel/ingest-reasons.ts';
import { z } from 'zod';
import { type ParseResult, type Reading, type Refusal, UNIT_OF } from '../contract.ts';
import { instantOf } from '../field-text.ts';
import { plainRow } from './plain-row.ts';
import { ReadingCollector } from './reading-collector.ts';

/** Our own form: `POST /api/ingest/readings` with `{readings: [row, …]}` or the bare array. */

const base = {
  /** Number of the sensor as registered, for example the 8-digit station code. */
  sensor: z.string().regex(/^[\p{L}\p{N}._:/-]{1,64}$/u, 'a sensor is named by 1 to 64 letters, digits or . _ : / -'),
  /** RFC 3339 with offset. */
  observedAt: z.string().max(40),
};
const measured = { value: z.number(), quality: z.enum(['good', 'suspect']).default('good') };
const missing = { value: z.null(), quality: z.literal('missing') };

const PeriodSchema = z.discriminatedUnion('kind', [
  /** Fallen in the durationS that end at observedAt. */
  z.object({ kind: z.literal('amount'), durationS: z.number().int().min(1).max(86_400) }),
  /** Sum since the instrument was last emptied. */
  z.object({ kind: z.literal('counter') }),
]);

const unit = <U extends string>(symbol: U) => ({
  unit: z.literal(symbol, `the unit is ${symbol}; convert first`).optional(),
});

const RainSchema = z.object({ ...base, quantity: z.literal('rain'), period: PeriodSchema, ...unit(UNIT_OF.rain) });
const plain = <Q extends Exclude<Reading['quantity'], 'rain'>>(quantity: Q) =>
  z.object({ ...base, quantity: z.literal(quantity), ...unit(UNIT_OF[quantity]) });
const QuantitySchema = z.discriminatedUnion('quantity', [
  RainSchema,
  plain('level'),
  plain('displacement'),
  plain('gas'),
  plain('flow'),
  plain('wind'),
  plain('temperature'),
]);
const ValueSchema = z.union([z.object(measured), z.object(missing)]);

/** One row. Numbers are JSON numbers: a text, NaN or Infinity (what 1e309 reads as) is refused. */
export const ReadingRowSchema = z.intersection(QuantitySchema, ValueSchema);
export const MAX_ROWS = 10_000;

/** One row as a stranger may copy it. */
export const READING_EXAMPLE = {
  sensor: '61025011',
  quantity: 'rain',
  value: 12.5,
  unit: 'mm',
  period: { kind: 'amount', durationS: 300 },
  observedAt: '2026-07-12T13:55:00+08:00',
} as const;
const EXAMPLE = JSON.stringify(READING_EXAMPLE);

/** What each field must be, said in full: a schema's own words name no alternative. */
const EXPECTED: Readonly<Record<string, string>> = {
  sensor: 'sensor names the instrument by 1 to 64 letters, digits or . _ : / -',
  quantity: `quantity must be one of ${Object.keys(UNIT_OF).join(', ')}`,
  value: 'value must be a JSON number in the unit of the quantity, or null with quality "missing"',
  observedAt: 'observedAt must be RFC 3339 with offset, such as 2026-07-12T13:55:00+08:00, or epoch seconds',
  period:
    'rain needs its period: {"kind": "amount", "durationS": 300} for what fell in the 300 s that end at observedAt, or {"kind": "counter"}',
};

export function parseReadings(body: unknown, nowMs: number): ParseResult<Reading> {
  const collector = new ReadingCollector(nowMs);
  const rows = rowsOf(body);
  if (rows === null) {
    collector.refuse(
      {
        code: 'body_invalid',
        message: `the body must be {"readings": [row, …]}, an array of rows, or one row, such as ${EXAMPLE}`,
        path: '',
      },
      0,
    );
    return collector.result();
  }
  for (const [index, row] of rows.slice(0, MAX_ROWS).entries()) {
    const parsed = ReadingRowSchema.safeParse(plainRow(row));
    if (parsed.success) collector.add(readingOf(parsed.data), index, `${index}.`);
    else collector.refuse(rowRefusal(parsed.error, index, row), index);
  }
  if (rows.length > MAX_ROWS) {
    collector.refuse(
      {
        code: 'too_many',
        facts: { most: MAX_ROWS },
        message: `at most ${MAX_ROWS} readings at once; send the rest again`,
        path: String(MAX_ROWS),
      },
      MAX_ROWS,
    );
  }
  return collector.result();
}

function rowsOf(body: unknown): readonly unknown[] | null {
  if (Array.isArray(body)) return body;
  const parsed = z.object({ readings: z.array(z.unknown()) }).safeParse(body);
  if (parsed.success) return parsed.data.readings;
  // One row by itself: it says at least what was measured or by whom.
  const fields = z.record(z.string(), z.unknown()).safeParse(body);
  return fields.success && !('readings' in fields.data) && Object.keys(fields.data).length > 1 ? [body] : null;
}

type Row = z.infer<typeof ReadingRowSchema>;

function readingOf(row: Row): Reading {
  const common = { sensor: row.sensor, observedAtMs: instantOf(row.observedAt, 'required') };
  const value =
    row.quality === 'missing' ? { quality: row.quality, value: row.value } : { quality: row.quality, value: row.value };
  return row.quantity === 'rain'
    ? { ...common, quantity: row.quantity, period: row.period, ...value }
    : { ...common, quantity: row.quantity, ...value };
}

/** The innermost thing that was wrong: a union says only that no branch fitted. */
function rowRefusal(error: z.ZodError, index: number, row: unknown): Refusal {
  const issues = error.issues.flatMap((issue) =>
    issue.code === 'invalid_union' ? (issue.errors[wantsMissing(row) ? 1 : 0] ?? issue.errors.flat()) : [issue],
  );
  const issue = issues[0] ?? error.issues[0];
  const field = issue?.path.join('.') ?? '';
  const expected = Object.hasOwn(EXPECTED, field) ? EXPECTED[field] : issue?.message;
  const message = expected ?? `not a reading; a row is such as ${EXAMPLE}`;
  return { ...fieldReason(field, row, issue), message, path: field === '' ? String(index) : `${index}.${field}` };
}

function fieldReason(field: string, row: unknown, issue: z.core.$ZodIssue | undefined): IngestReason {
  switch (field) {
    case 'sensor':
      return { code: 'sensor_invalid' };
    case 'quantity':
      return { code: 'quantity_invalid', facts: { allowed: Object.keys(UNIT_OF).join(', ') } };
    case 'value':
      return {
        code: 'value_invalid',
        facts: { name: field, value: valueAsSent(row), allowed: 'number; null + quality "missing"' },
      };
    case 'unit':
      return {
        code: 'unit_invalid',
        facts: { allowed: issue?.code === 'invalid_value' ? issue.values.map(String).join(', ') : '' },
      };
    case 'quality':
      return { code: 'quality_invalid' };
    case 'observedAt':
      return { code: 'observedat_invalid' };
    case 'period':
      return { code: 'period_invalid' };
    case 'period.kind':
      return { code: 'period_kind_invalid' };
    case 'period.durationS':
      return { code: 'period_durations_invalid' };
    default:
      return { code: 'row_invalid' };
  }
}

function valueAsSent(row: unknown): string {
  const sent = z.looseObject({ value: z.unknown() }).safeParse(plainRow(row));
  return (JSON.stringify(sent.data?.value) ?? '').slice(0, 60);
}

function wantsMissing(row: unknown): boolean {
  return z.object({ quality: z.literal('missing') }).safeParse(row).success;
}
