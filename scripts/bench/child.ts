import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** One helper process of a bench: its lines come one by one, and it ends when its input is closed. */
export interface Child {
  pid: number;
  /** The next line it says; rejects when it ends instead. */
  line(): Promise<string>;
  say(line: string): void;
  end(): Promise<void>;
}

export function startChild(file: string, args: readonly string[]): Child {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    pid: child.pid ?? 0,
    line: async () => {
      const next = await lines.next();
      if (next.done === true) throw new Error(`${file} ended before it answered`);
      return next.value;
    },
    say: (line) => {
      child.stdin.write(`${line}\n`);
    },
    end: async () => {
      child.stdin.end();
      await gone;
    },
  };
}
