import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Chance } from '../simulate/chance.ts';
import { mutate } from './mutate.ts';
import type { Target } from './targets.ts';

/** reliability §3: at most 50 ms for 100 KB, and 50 MB. */
export const MS_PER_100_KB = 50;
export const MOST_HEAP_MB = 50;
const MOST_BYTES = 100_000;
const KEPT = fileURLToPath(new URL('corpus/', import.meta.url));

export interface Finding {
  what: 'threw' | 'slow' | 'grew';
  detail: string;
  /** Where the input was kept. */
  file: string;
}

export interface Fuzzed {
  inputs: number;
  bytes: number;
  /** Processor time of the slowest input, the least of several tries, scaled to 100 KB. */
  worstMs: number;
  heapMb: number;
  findings: Finding[];
}

/** Inputs that once broke this target: run first, always. */
export function keptInputs(name: string): Buffer[] {
  try {
    return readdirSync(join(KEPT, name)).map((file) => readFileSync(join(KEPT, name, file)));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

export interface Span {
  seed: number;
  inputs: number;
  /** Ends earlier after so long. */
  forMs: number;
  /** Whether what breaks the target is written to the corpus. */
  kept?: 'kept' | 'told';
}

/** Runs a target over its known inputs and many made from them. */
export async function fuzz(
  name: string,
  target: Target,
  { seed, inputs, forMs, kept = 'kept' }: Span,
): Promise<Fuzzed> {
  const chance = new Chance(seed);
  const known = [...keptInputs(name), ...target.corpus()];
  if (known.length === 0) throw new Error(`${name}: no inputs to begin with`);
  const done: Fuzzed = { inputs: 0, bytes: 0, worstMs: 0, heapMb: 0, findings: [] };
  const untilMs = performance.now() + forMs;
  for (let n = 0; n < known.length + inputs && performance.now() < untilMs && done.findings.length < 5; n++) {
    const bytes = known[n] ?? mutate(chance, known, target.mostBytes ?? MOST_BYTES);
    const before = process.memoryUsage().heapUsed;
    const trouble = await once(target, bytes, done);
    done.heapMb = Math.max(done.heapMb, (process.memoryUsage().heapUsed - before) / 2 ** 20);
    done.inputs += 1;
    done.bytes += bytes.length;
    if (trouble !== undefined) done.findings.push({ ...trouble, file: kept === 'kept' ? keep(name, bytes) : '' });
  }
  return done;
}

async function once(target: Target, bytes: Buffer, done: Fuzzed): Promise<Omit<Finding, 'file'> | undefined> {
  const allowedMs = MS_PER_100_KB * Math.max(1, bytes.length / MOST_BYTES);
  let leastMs = Number.POSITIVE_INFINITY;
  // Processor time, not the clock's; compiling and collecting only add, so the least of five tries is the input's own.
  for (let attempt = 0; attempt < 5; attempt++) {
    const started = process.cpuUsage();
    try {
      await target.run(Buffer.from(bytes));
    } catch (error) {
      return { what: 'threw', detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
    }
    const { user, system } = process.cpuUsage(started);
    leastMs = Math.min(leastMs, (user + system) / 1000);
    if (leastMs <= allowedMs / 4) break;
  }
  done.worstMs = Math.max(done.worstMs, leastMs / Math.max(1, bytes.length / MOST_BYTES));
  return leastMs > allowedMs
    ? { what: 'slow', detail: `${leastMs.toFixed(0)} ms for ${bytes.length} bytes` }
    : undefined;
}

function keep(name: string, bytes: Buffer): string {
  const folder = join(KEPT, name);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, createHash('sha256').update(bytes).digest('hex').slice(0, 16));
  writeFileSync(file, bytes);
  return `scripts/fuzz/corpus/${name}/${file.slice(-16)}`;
}
