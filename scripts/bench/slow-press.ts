import { type LongFrame, type PageWork, type Press, pressMs } from './page-watch.ts';

/** Scripts named for one frame. */
const MOST_SCRIPTS = 3;
/** What takes less explains nothing. */
const LEAST_MS = 5;

const whole = (ms: number): string => ms.toFixed(0);

/**
 * The slowest presses, each in a line that explains itself: when, where its time went, which long frames and which
 * fetched files lie in it. Without them an outlier of one run can only be guessed at in the next.
 */
export function slowPresses(
  work: Pick<PageWork, 'sinceMs' | 'presses' | 'frames' | 'fetched'>,
  most: number,
): string[] {
  return work.presses
    .toSorted((one, two) => pressMs(two) - pressMs(one))
    .slice(0, most)
    .map((press) => wordsOf(press, work));
}

function wordsOf(press: Press, { sinceMs, frames, fetched }: Pick<PageWork, 'sinceMs' | 'frames' | 'fetched'>): string {
  const { atMs, heardMs, frameMs, drawnMs } = press;
  const ms = pressMs(press);
  const during = (one: { atMs: number; ms: number }): boolean => one.atMs < atMs + ms && one.atMs + one.ms > atMs;
  const long = frames.filter(during);
  const files = fetched.filter(during);
  return [
    `${whole(ms)} ms, ${((atMs - sinceMs) / 1000).toFixed(1)} s in: heard after ${whole(heardMs)}, frame begun after ${whole(frameMs)}, drawn in ${whole(drawnMs)}`,
    ...(long.length === 0 ? ['no frame of the page was long'] : long.map(frameWords)),
    ...(files.length === 0
      ? []
      : [`fetched ${[...new Set(files.map(({ path }) => path))].slice(0, MOST_SCRIPTS).join(', ')}`]),
  ].join('; ');
}

function frameWords({ ms, layoutMs, scripts }: LongFrame): string {
  const named = scripts
    .filter((script) => script.ms >= LEAST_MS)
    .toSorted((one, two) => two.ms - one.ms)
    .slice(0, MOST_SCRIPTS)
    .map(({ by, ms: took }) => `${whole(took)} ${by}`);
  const sum = scripts.reduce((all, script) => all + script.ms, 0);
  return `frame of ${whole(ms)} (scripts ${whole(sum)}${named.length === 0 ? '' : `: ${named.join(', ')}`}; layout and paint ${whole(layoutMs)})`;
}
