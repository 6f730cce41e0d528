import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What our own signature finds; it harms nobody. */
export const MARKER = 'SITONG-HARMLESS-TEST-MARKER';
export const SIGNATURE = 'Sitong.Test.Marker';

/** A real clamd on a socket of its own, with one signature of our making: no download, no service of the machine. */
export class ClamdProcess {
  readonly #program: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'clamd-'));
  #child: ChildProcess | undefined;

  constructor(program: string) {
    this.#program = program;
    const database = join(this.#folder, 'db');
    mkdirSync(database);
    writeFileSync(join(database, 'sitong.ndb'), `${SIGNATURE}:0:*:${Buffer.from(MARKER).toString('hex')}\n`);
    const config = [
      'Foreground yes',
      `LocalSocket ${this.socket}`,
      'FixStaleSocket yes',
      `DatabaseDirectory ${database}`,
      'StreamMaxLength 25M',
    ];
    writeFileSync(join(this.#folder, 'clamd.conf'), `${config.join('\n')}\n`);
  }

  get socket(): string {
    return join(this.#folder, 'clamd.ctl');
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    const child = spawn(this.#program, ['--config-file', join(this.#folder, 'clamd.conf')], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    process.once('exit', () => child.kill('SIGKILL'));
    let said = '';
    await new Promise<void>((resolve, reject) => {
      const hear = (line: string): void => {
        said += `${line}\n`;
        if (line.includes('Self checking')) resolve();
      };
      createInterface({ input: child.stdout }).on('line', hear);
      createInterface({ input: child.stderr }).on('line', hear);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`clamd ended with ${code}: ${said}`)));
    });
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
