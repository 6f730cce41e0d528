/** How often a step that is still working says so. */
const heartbeatMs = 5_000;

/**
 * Lines such as `[  6.7 s] packages: ready`. Written to stdout, or to stderr for commands whose stdout is their answer.
 * @param {{ write(text: string): unknown }} out
 * @param {() => number} [nowMs] monotonic
 */
export function createProgress(out, nowMs = () => performance.now()) {
  const startedMs = nowMs();
  const elapsed = () => `[${((nowMs() - startedMs) / 1000).toFixed(1).padStart(6)} s]`;

  /** @param {string} line */
  const say = (line) => {
    out.write(`${elapsed()} ${line}\n`);
  };

  /**
   * Runs a step under a heartbeat, so that a slow network is told from a hang.
   * @template T
   * @param {string} what for example "installing packages"
   * @param {(detail: (line: string) => void) => Promise<T>} work `detail` hands in the newest sign of life
   * @returns {Promise<T>}
   */
  const step = async (what, work) => {
    say(`${what} …`);
    const stepMs = nowMs();
    let newest = '';
    const timer = setInterval(() => {
      const seconds = Math.round((nowMs() - stepMs) / 1000);
      say(`  still ${what} (${seconds} s${newest === '' ? '' : `; ${newest}`})`);
    }, heartbeatMs);
    try {
      return await work((line) => {
        newest = line.length > 100 ? `${line.slice(0, 99)}…` : line;
      });
    } finally {
      clearInterval(timer);
    }
  };

  return { say, step };
}

/** @typedef {ReturnType<typeof createProgress>} Progress */
