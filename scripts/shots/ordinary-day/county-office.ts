import type { App } from '@sitong/server/app.ts';
import { type Actor, actAs, openWorld } from '@sitong/server/testing/act-as.ts';
import type { HandClock } from '@sitong/server/testing/released-warning.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { IntentSchema } from '@sitong/shared/protocol/intents.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';

/** Who acts in the office, with the one role that the act needs. */
const OFFICERS = {
  duty: { person: 'p-duty', role: 'duty_officer' },
  leader: { person: 'p-leader', role: 'duty_leader' },
  commander: { person: 'p-commander', role: 'commander' },
} as const satisfies Record<string, Actor>;
export type Officer = keyof typeof OFFICERS;

/** The live world of a running server, acted in at times of a clock that only this hand moves. */
export class CountyOffice {
  readonly #app: App;
  readonly #clock: HandClock;

  constructor(app: App, clock: HandClock) {
    this.#app = app;
    this.#clock = clock;
  }

  /** Moves on to a clock time of Shanghai, `2026-07-18 08:05:12`. Throws when that is past. */
  at(clockTime: string): void {
    const ms = Date.parse(`${clockTime.replace(' ', 'T')}+08:00`);
    const seconds = (ms - this.#clock.now()) / 1000;
    if (!(seconds >= 0)) throw new Error(`${clockTime} is no time after ${toTimestamp(this.#clock.now())}`);
    this.#clock.later(seconds);
  }

  later(seconds: number): void {
    this.#clock.later(seconds);
  }

  now(): number {
    return this.#clock.now();
  }

  get state(): WorldState {
    return this.#world.runtime.state;
  }

  /** Throws what the world refused. */
  async by(officer: Officer, intent: object): Promise<void> {
    await actAs(this.#app, OFFICERS[officer], intent);
  }

  async lead(team: string, intent: object): Promise<void> {
    const { leader } = this.#app.services.master.county.teams.get(team) ?? { leader: '' };
    await actAs(this.#app, { person: leader, role: 'team_lead', teams: [team] }, intent);
  }

  /** What rules and clocks do. */
  async system(intent: object): Promise<void> {
    const answer = await this.#world.submitSystem(newId(), IntentSchema.parse(intent));
    if (!answer.ok) throw new Error(`${JSON.stringify(intent)}: ${JSON.stringify(answer.refused)}`);
  }

  /** Waits for what the server does of itself after an act. Rejects when it has not come about in twenty seconds. */
  async until(what: string, holds: (state: WorldState) => boolean): Promise<void> {
    const { runtime } = this.#world;
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => end(() => reject(new Error(`${what}: did not come about`))), 20_000);
      const forget = runtime.onCommitted(() => look());
      const end = (then: () => void): void => {
        clearTimeout(late);
        forget();
        then();
      };
      const look = (): void => {
        if (holds(runtime.state)) end(resolve);
      };
      look();
    });
  }

  get #world() {
    return openWorld(this.#app);
  }
}
