import { toMs } from '@sitong/shared/kernel/time.ts';
import { z } from 'zod';

export const PracticeVersionSchema = z.object({
  version: z.number(),
  origin: z.enum(['shipped', 'world', 'changed']),
  state: z.enum(['past', 'in_force', 'waiting', 'withdrawn']),
  effectiveFrom: z.string(),
  madeAt: z.string(),
  madeBy: z.string(),
  reason: z.string(),
  changes: z.record(z.string(), z.union([z.number(), z.string()])),
  withdrawn: z.object({ at: z.string(), by: z.string(), reason: z.string() }).optional(),
});
export type PracticeVersion = z.infer<typeof PracticeVersionSchema>;

/** The part of `GET /api/practice` this screen asks for; values and bounds it has from the live lane and the code. */
export const PracticeHistorySchema = z.object({ history: z.array(PracticeVersionSchema) });

const MOMENT = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T](\d{1,2}):(\d{2})$/;
const two = (text: string | undefined): string => (text ?? '').padStart(2, '0');

/** `2026-08-01 08:00` in Beijing time, ms; full-width characters count. Undefined: no such time. */
export function momentOf(text: string): number | undefined {
  const found = MOMENT.exec(text.normalize('NFKC').trim());
  if (found === null) return undefined;
  const [, year, month, day, hour, minute] = found;
  const written = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:00+08:00`;
  const ms = toMs(written);
  // A 31st of June would roll over into July.
  return Number.isNaN(ms) || new Date(ms + 8 * 3_600_000).getUTCDate() !== Number(day) ? undefined : ms;
}

/** The version each value stands by: the last that set it and has taken effect. */
export function standingOf(history: readonly PracticeVersion[]): ReadonlyMap<string, PracticeVersion> {
  const inEffect = history.filter(({ state }) => state === 'in_force' || state === 'past');
  const order = inEffect.toSorted((a, b) => toMs(a.effectiveFrom) - toMs(b.effectiveFrom) || a.version - b.version);
  return new Map(order.flatMap((row) => Object.keys(row.changes).map((path) => [path, row] as const)));
}

export interface Waiting {
  value: number | string;
  fromMs: number;
}

/** The next change of each value that is still to come. */
export function waitingOf(history: readonly PracticeVersion[]): ReadonlyMap<string, Waiting> {
  const found = new Map<string, Waiting>();
  for (const { state, effectiveFrom, changes } of history) {
    if (state !== 'waiting') continue;
    const fromMs = toMs(effectiveFrom);
    for (const [path, value] of Object.entries(changes))
      if (fromMs < (found.get(path)?.fromMs ?? Number.POSITIVE_INFINITY)) found.set(path, { value, fromMs });
  }
  return found;
}
