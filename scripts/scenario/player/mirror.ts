import { LIVE_CLOCK, toMs, type WorldClock, worldNowMs } from '@sitong/shared/kernel/time.ts';
import { evolve, initialWorld, type WorldState } from '@sitong/shared/protocol/world-state.ts';
import type { ServerLink } from './server-link.ts';

/** The drill as the scenario sees it: its log folded by the same function as everywhere else. */
export class Mirror {
  readonly #link: Pick<ServerLink, 'log'>;
  readonly #offsetMs: number;
  state: WorldState = initialWorld;
  seq = 0;
  /** World time of the newest event, ms. */
  lastAtMs = 0;

  constructor(link: Pick<ServerLink, 'log'>, offsetMs: number) {
    this.#link = link;
    this.#offsetMs = offsetMs;
  }

  async pull(): Promise<void> {
    for (;;) {
      const { events, head } = await this.#link.log(this.seq);
      for (const event of events) {
        this.state = evolve(this.state, event);
        this.seq = event.seq;
        this.lastAtMs = toMs(event.at);
      }
      if (events.length === 0 || this.seq >= head) return;
    }
  }

  get clock(): WorldClock {
    return this.state.command.drills['drill']?.clock ?? LIVE_CLOCK;
  }
  get status(): 'waiting' | 'running' | 'ended' {
    return this.state.command.drills['drill']?.status ?? 'waiting';
  }
  /** Clock of the server, ms. */
  serverMs(): number {
    return Date.now() + this.#offsetMs;
  }
  /** World time, ms. */
  nowMs(): number {
    return worldNowMs(this.clock, this.serverMs());
  }
}
