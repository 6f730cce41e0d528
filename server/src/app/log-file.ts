import pino from 'pino';

const TELL_EVERY_MS = 60_000;

/**
 * The server's own log file. A disk that is full must not end the server: what cannot be written is told on the
 * terminal, at most once a minute, and people go on as far as the database lets them.
 */
export function openLogFile(path: string, say: (sentence: string) => void): ReturnType<typeof pino.destination> {
  const file = pino.destination({ dest: path, sync: true, mkdir: true });
  let toldMs = Number.NEGATIVE_INFINITY;
  file.on('error', (error: Error) => {
    if (performance.now() - toldMs < TELL_EVERY_MS) return;
    toldMs = performance.now();
    say(`warning: ${path} cannot be written (${error.message}): make room on its disk`);
  });
  return file;
}
