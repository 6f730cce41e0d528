import { setTimeout as pause } from 'node:timers/promises';
import { type Id, newId } from '@sitong/shared/kernel/ids.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { Screen } from './screen.ts';

/** What the clients know, and nothing else does: what was asked, and what was confirmed. */
export class Ledger {
  readonly asked = new Map<Id, Intent>();
  /** Sequence each confirmed command was answered with. */
  readonly confirmed = new Map<Id, number>();
  /** Commands not settled yet: asked again under the same id. */
  readonly open = new Set<Id>();
  /** Answers that contradict an earlier one to the same command. */
  readonly contradictions: Id[] = [];
  /** How long each settled or failed try took, in ms. */
  readonly confirmedMs: number[] = [];
  readonly failedMs: number[] = [];
  /** How often each refusal came, and `silence`: no answer in time, `cut`: the line broke first. */
  readonly noes = new Map<string, number>();
  readonly #wakes = new Set<() => void>();

  ask(intent: Intent): Id {
    const id = newId();
    this.asked.set(id, intent);
    this.open.add(id);
    return id;
  }

  no(why: string): void {
    this.noes.set(why, (this.noes.get(why) ?? 0) + 1);
  }

  confirm(id: Id, seq: number): void {
    const before = this.confirmed.get(id);
    if (before !== undefined && before !== seq) this.contradictions.push(id);
    this.confirmed.set(id, seq);
    this.open.delete(id);
    for (const wake of this.#wakes) wake();
  }

  /** Resolves at so many confirmed commands; rejects when they do not come. */
  async reaches(count: number, withinMs = 30_000): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (this.confirmed.size < count) {
      const left = deadline - performance.now();
      if (left <= 0) {
        const noes = JSON.stringify(Object.fromEntries(this.noes));
        throw new Error(`${this.confirmed.size} of ${count} commands confirmed in ${withinMs} ms; else ${noes}`);
      }
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          this.#wakes.delete(done);
          resolve();
        };
        const timer = setTimeout(done, left);
        this.#wakes.add(done);
      });
    }
  }
}

export interface LoadOptions {
  ledger: Ledger;
  /** Session cookie of a duty officer. */
  cookie: string;
  /** Lines that send; each may send 20 a second. */
  lines: number;
  perSecond: number;
  patienceMs?: number;
  /** Put behind each entry, for loads that weigh something. */
  ballast?: string;
}

/**
 * Duty officers who write the log without a break, over lines that come back by themselves: whatever is not
 * answered is sent again under the same id, first of all when the line is back.
 */
export class Load {
  readonly #options: LoadOptions;
  readonly #screens: Screen[] = [];
  readonly #trying = new Set<Id>();
  #running: Promise<unknown> = Promise.resolve();
  #life: 'on' | 'off' = 'off';
  #n = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  async start(url: string): Promise<void> {
    const { cookie, lines } = this.#options;
    this.#life = 'on';
    const screens = await Promise.all(
      Array.from({ length: lines }, () => new Screen({ url, cookie, reconnects: true }).open()),
    );
    this.#screens.push(...screens);
    this.#running = Promise.all(screens.map((screen) => this.#send(screen)));
  }

  /** Ends the lines; what is open stays open in the ledger. */
  async stop(): Promise<void> {
    this.#life = 'off';
    for (const screen of this.#screens.splice(0)) screen.close();
    await this.#running;
  }

  /** Stops asking for new things and sends what is open until nothing is. */
  async settle(withinMs = 20_000): Promise<void> {
    const { ledger } = this.#options;
    this.#life = 'off';
    await this.#running;
    const [screen] = this.#screens;
    if (screen === undefined) throw new Error('no line');
    const deadline = performance.now() + withinMs;
    while (ledger.open.size > 0) {
      if (performance.now() > deadline) throw new Error(`${ledger.open.size} commands could not be settled`);
      for (const id of [...ledger.open]) {
        await this.#try(screen, id);
        await pause(50);
      }
    }
  }

  async #send(screen: Screen): Promise<void> {
    const { ledger, lines, perSecond } = this.#options;
    const everyMs = (1000 * lines) / perSecond;
    let dueMs = performance.now();
    while (this.#life === 'on') {
      if (!screen.socket.connected) {
        await pause(20);
        continue;
      }
      dueMs = Math.max(dueMs + everyMs, performance.now() - 1000);
      const again = [...ledger.open].find((id) => !this.#trying.has(id));
      const id =
        again ?? ledger.ask({ type: 'EnterDutyLog', text: `load ${this.#n++} ${this.#options.ballast ?? ''}`.trim() });
      await this.#try(screen, id);
      await pause(Math.max(0, dueMs - performance.now()));
    }
  }

  async #try(screen: Screen, id: Id): Promise<void> {
    const { ledger, patienceMs = 6000 } = this.#options;
    const intent = ledger.asked.get(id);
    if (intent === undefined) return;
    this.#trying.add(id);
    const startedMs = performance.now();
    const took = (): number => performance.now() - startedMs;
    // A line that breaks answers nothing: waiting for the patience to end would only slow the load down.
    let lost: (() => void) | undefined;
    const broken = new Promise<undefined>((resolve) => {
      lost = () => resolve(undefined);
      screen.socket.once('disconnect', lost);
    });
    try {
      const answer = await Promise.race([screen.send(intent, id, patienceMs), broken]);
      if (answer?.ok) {
        ledger.confirmedMs.push(took());
        ledger.confirm(id, answer.seq);
      } else if (answer !== undefined) {
        ledger.failedMs.push(took());
        ledger.no(answer.refused.code);
      } else ledger.no('cut');
    } catch {
      // No answer in time: nothing is known, and the same id is asked again.
      ledger.failedMs.push(took());
      ledger.no('silence');
    } finally {
      if (lost !== undefined) screen.socket.off('disconnect', lost);
      this.#trying.delete(id);
    }
  }
}
