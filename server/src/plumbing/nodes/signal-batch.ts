import { z } from 'zod';
import type { Reading } from '../../ingest/contract.ts';
import { jsonOf } from './node-line.ts';

const base = { sensor: z.string().max(64), observedAtMs: z.number() };
const value = z.union([
  z.object({ quality: z.enum(['good', 'suspect']), value: z.number() }),
  z.object({ quality: z.literal('missing'), value: z.null() }),
]);
const period = z.union([
  z.object({ kind: z.literal('amount'), durationS: z.number() }),
  z.object({ kind: z.literal('counter') }),
]);
const quantity = z.union([
  z.object({ quantity: z.literal('rain'), period }),
  z.object({ quantity: z.enum(['level', 'displacement', 'gas', 'flow', 'wind', 'temperature']) }),
]);
const ReadingSchema = z.object(base).and(quantity).and(value);

/** What a node tells the others of one world in a tick beside positions. Times in world milliseconds. */
const SignalBatchSchema = z.object({
  readings: z.array(z.object({ receivedMs: z.number(), readings: z.array(ReadingSchema) })).max(1000),
  seen: z.array(z.tuple([z.string().max(64), z.number().int().nonnegative()])).max(200),
  atMs: z.number(),
  bound: z
    .array(
      z.object({
        number: z.string().max(255),
        team: z.string().max(64).optional(),
        by: z.string().max(64).optional(),
        atMs: z.number(),
      }),
    )
    .max(5000),
});

export interface SignalBatch {
  readings: { receivedMs: number; readings: readonly Reading[] }[];
  /** Doors heard, with how much each took. */
  seen: (readonly [source: string, n: number])[];
  atMs: number;
  bound: { number: string; team?: string | undefined; by?: string | undefined; atMs: number }[];
}

export function encodeSignals(batch: SignalBatch): Buffer {
  return Buffer.from(JSON.stringify(batch));
}

/** Undefined when the bytes are no batch. */
export function decodeSignals(body: Buffer): SignalBatch | undefined {
  const parsed = SignalBatchSchema.safeParse(jsonOf(body));
  return parsed.success ? parsed.data : undefined;
}
