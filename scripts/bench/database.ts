import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const RunningSchema = z.object({ url: z.string() });

/** Address of the embedded database of a running server, from its data folder. */
export function databaseOf(dataDir: string): string {
  return RunningSchema.parse(JSON.parse(readFileSync(join(dataDir, 'postgres', 'running.json'), 'utf8'))).url;
}
