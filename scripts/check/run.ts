import { spawn } from 'node:child_process';

export type Outcome = { code: number; output: string; seconds: number };

/** Runs one check and keeps what it prints. `live` shows it as it comes (long test runs), else it waits for the summary. */
export function runTool(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; live?: boolean },
): Promise<Outcome> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: options.live === true ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    const stop = (signal: NodeJS.Signals) => (): void => {
      child.kill(signal);
    };
    const [onInterrupt, onTerminate] = [stop('SIGINT'), stop('SIGTERM')];
    process.once('SIGINT', onInterrupt).once('SIGTERM', onTerminate);
    let output = '';
    const take = (chunk: string): void => {
      output += chunk;
    };
    child.stdout?.setEncoding('utf8').on('data', take);
    child.stderr?.setEncoding('utf8').on('data', take);
    const settle = (code: number): void => {
      process.off('SIGINT', onInterrupt).off('SIGTERM', onTerminate);
      resolve({ code, output, seconds: (performance.now() - startedMs) / 1000 });
    };
    child.on('error', (error) => {
      output += `${command} could not be started: ${error.message}\n`;
      settle(127);
    });
    child.on('close', (code) => settle(code ?? 1));
  });
}
