import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';

/** Who plays the officers: people at their screens, or the script. */
export type Officers = 'hand' | 'scripted';

export type PlayerState = 'playing' | 'over' | 'failed' | 'caller' | 'gone';

export interface Performance {
  world: WorldId;
  officers: Officers;
  startedBy: string;
  state: PlayerState;
  /** Last line the player wrote: how it ended, or why it failed. */
  told: string;
}

export interface PlayersOptions {
  onError: (error: unknown, what: string) => void;
  /** Told when a performance begins, ends, or says something. */
  onChange?: () => void;
  /** Another program instead of the scenario, for tests. */
  program?: string;
}

const SCENARIO = fileURLToPath(new URL('../../../../scripts/scenario.ts', import.meta.url));
/** A player that does not end by itself when told to. */
const PATIENCE_MS = 3000;

/** The programs that play scenarios into drill worlds through the doors. Secrets go by the environment, never as arguments. */
export class ScenarioPlayers {
  readonly #options: PlayersOptions;
  readonly #performances = new Map<WorldId, Performance>();
  readonly #children = new Map<WorldId, ChildProcess>();

  constructor(options: PlayersOptions) {
    this.#options = options;
  }

  of(world: WorldId): Performance | undefined {
    return this.#performances.get(world);
  }

  /** A drill whose scenario is played by the program that asked for it. */
  playedByCaller(world: WorldId, officers: Officers, startedBy: string): void {
    this.#performances.set(world, { world, officers, startedBy, state: 'caller', told: '' });
    this.#options.onChange?.();
  }

  start(play: {
    world: WorldId;
    scenario: string;
    officers: Officers;
    startedBy: string;
    url: string;
    jt808Port: number | undefined;
    token: string;
    /** Goes on where the log of the drill ends, after a player that is gone. */
    resume?: 'resume';
  }): void {
    const { world, scenario, officers, startedBy, url, jt808Port, token, resume } = play;
    const performance: Performance = { world, officers, startedBy, state: 'playing', told: '' };
    this.#performances.set(world, performance);
    const door = jt808Port === undefined ? [] : ['--jt808', String(jt808Port)];
    const args = [
      this.#options.program ?? SCENARIO,
      scenario,
      '--world',
      world,
      '--url',
      url,
      '--officers',
      officers,
      ...door,
      ...(resume === undefined ? [] : ['--resume']),
    ];
    const child = spawn(process.execPath, args, {
      env: { ...withoutSecrets(process.env), SITONG_SCENARIO_TOKEN: token },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.set(world, child);
    const listen = (chunk: Buffer): void => {
      const line = chunk.toString().trimEnd().split('\n').at(-1) ?? '';
      if (line === '') return;
      performance.told = line.slice(0, 300);
      this.#options.onChange?.();
    };
    this.#options.onChange?.();
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', (error) => {
      performance.state = 'failed';
      this.#options.onChange?.();
      this.#options.onError(error, `the scenario of ${world} could not be started`);
    });
    child.on('exit', (code, signal) => {
      this.#children.delete(world);
      if (performance.state === 'gone') return;
      // 1: played to its end, with something left open that the drill was to close; it says what.
      const played = code === 0 || code === 1;
      performance.state = played ? 'over' : 'failed';
      this.#options.onChange?.();
      if (!played)
        this.#options.onError(new Error(performance.told), `the scenario of ${world} ended with ${code ?? signal}`);
    });
  }

  async stop(world: WorldId): Promise<void> {
    const performance = this.#performances.get(world);
    if (performance?.state === 'playing') {
      performance.state = 'gone';
      this.#options.onChange?.();
    }
    const child = this.#children.get(world);
    if (child === undefined || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    await ended;
    clearTimeout(timer);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#children.keys()].map((world) => this.stop(world)));
  }
}

/** The player needs no database and no passwords. */
function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DATABASE_URL: _database, REDIS_URL: _redis, SITONG_DEMO_PASSWORD: _password, ...rest } = env;
  return rest;
}
