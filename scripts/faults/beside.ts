import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Row } from './fault.ts';

const FileSchema = z.object({
  rows: z.array(
    z.object({
      fault: z.string(),
      title: z.string(),
      seconds: z.number(),
      load1: z.number(),
      checks: z.array(z.object({ what: z.string(), holds: z.boolean(), found: z.string() })),
    }),
  ),
});

/** Where a run leaves its rows. */
export const fileOf = (name: string | undefined): string => `out/faults${name === undefined ? '' : `-${name}`}.json`;

/**
 * Plays rows beside each other, each in a process of its own, so many at a time: for those that last minutes and have
 * little to do in them. Each is told when it is over.
 */
export async function playBeside(
  names: readonly string[],
  { atOnce, options, say }: { atOnce: number; options: readonly string[]; say: (text: string) => void },
): Promise<Row[]> {
  const rows: Row[] = [];
  const waiting = [...names];
  const takeTurns = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const main = fileURLToPath(new URL('main.ts', import.meta.url));
      const child = spawn(process.execPath, [main, name, '--alone', ...options], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const gone = once(child, 'close');
      say(await text(child.stdout));
      await gone;
      rows.push(...FileSchema.parse(JSON.parse(await readFile(fileOf(name), 'utf8'))).rows);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  return rows;
}
