import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HOUR_MS, MINUTE_MS } from '@sitong/shared/kernel/time.ts';

const KEPT = 7;
const FIRST_LOOK_MS = 10 * MINUTE_MS;
const NAME = /^downtime-\d{4}-\d{2}-\d{2}\.pdf$/;

/** Writes the pack of this day below DATA_DIR when there is none yet; tells its path, or undefined when there was one. */
export async function keepPack(
  folder: string,
  nowMs: number,
  print: () => Promise<Buffer>,
): Promise<string | undefined> {
  // The bureau's day, not the one of Greenwich.
  const name = `downtime-${new Date(nowMs + 8 * HOUR_MS).toISOString().slice(0, 10)}.pdf`;
  const path = join(folder, name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const there = (await readdir(folder)).filter((one) => NAME.test(one));
  if (there.includes(name) && (await stat(path)).size > 0) return undefined;
  // Telephone numbers of a whole county: nobody else on this machine reads them.
  await writeFile(`${path}.part`, await print(), { mode: 0o600, flush: true });
  await rename(`${path}.part`, path);
  const old = [...there, name].sort().slice(0, -KEPT);
  for (const one of old) await rm(join(folder, one), { force: true });
  return path;
}

/** One pack a day, looked for every hour, so that a server that slept at night makes it when it wakes. Returns the way to stop. */
export function keepPacks(options: {
  folder: string;
  now: () => number;
  print: () => Promise<Buffer>;
  onError: (error: unknown, what: string) => void;
}): () => void {
  const { folder, now, print, onError } = options;
  const look = (): void => {
    keepPack(folder, now(), print).catch((error: unknown) =>
      onError(error, 'the downtime pack was not printed; tried again in an hour, the last one stays'),
    );
  };
  // Not at once: a start has more urgent things to do.
  const first = setTimeout(look, FIRST_LOOK_MS);
  const timer = setInterval(look, HOUR_MS);
  first.unref();
  timer.unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}
