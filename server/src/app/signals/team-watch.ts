import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { derivedId } from '@sitong/shared/kernel/ids.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { MINUTE_MS, serverDelayMs, toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { arrivalOf } from '@sitong/shared/pillars/rescue/arrival.ts';
import type { TeamNow } from '@sitong/shared/pillars/rescue/state.ts';
import { isOut } from '@sitong/shared/pillars/rescue/team-ladder.ts';
import type { Terminal } from '../../plumbing/signals/terminal.ts';
import type { TerminalBook } from '../../plumbing/signals/terminal-book.ts';
import type { OpenWorld } from '../worlds.ts';
import type { RuleQueue } from './rule-queue.ts';

export interface TeamWatchOptions {
  open: OpenWorld;
  book: TerminalBook;
  queue: RuleQueue;
  county: () => CountyIndex;
  /** Server time. */
  now: () => number;
}

const LONGEST_WAIT_MS = 3_600_000;

/**
 * What positions mean for teams on the way: arrival at the destination, and a position lost. The loss hangs
 * on one timer set to the soonest team; a fix costs a look-up, never a timer.
 */
export class TeamWatch {
  readonly #options: TeamWatchOptions;
  /** Open alarms of lost positions, by team. */
  readonly #lost = new Map<string, string>();
  /** Moment for which the alarm was asked, by team: a refusal is not asked again for the same silence. */
  readonly #asked = new Map<string, number>();
  readonly #arriving = new Map<string, number>();
  readonly #stops: (() => void)[];
  #timer: NodeJS.Timeout | undefined;
  #life: 'open' | 'closed' = 'open';

  constructor(options: TeamWatchOptions) {
    this.#options = options;
    const { open } = options;
    this.#stops = [
      open.runtime.onCommitted((events) => this.#committed(events)),
      open.live.onClockChanged(() => this.arm()),
    ];
    this.#readAlarms();
  }

  close(): void {
    this.#life = 'closed';
    clearTimeout(this.#timer);
    for (const stop of this.#stops) stop();
  }

  /** A terminal of a team moved. `observedMs` and `receivedMs` in world time. */
  moved(terminal: Terminal, team: string, observedMs: number, receivedMs: number): void {
    const { rescue } = this.#options.open.runtime.state;
    const now = rescue.teams[team];
    if (now !== undefined && (now.status === 'departed' || now.status === 'en_route'))
      this.#arrived(now, { lon: terminal.lon, lat: terminal.lat }, observedMs, receivedMs);
    const alarmId = this.#lost.get(team);
    if (alarmId !== undefined && receivedMs - observedMs < this.#lostAfterMs(receivedMs))
      this.#settle(team, alarmId, observedMs);
  }

  /** Call when terminals were bound or loaded. */
  arm(): void {
    clearTimeout(this.#timer);
    if (this.#life === 'closed') return;
    let next = Number.POSITIVE_INFINITY;
    for (const { dueMs } of this.#due()) next = Math.min(next, dueMs);
    if (next === Number.POSITIVE_INFINITY) return;
    const delay = serverDelayMs(this.#options.open.runtime.clock, next, this.#options.now());
    if (delay === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.#fire(), Math.min(delay, LONGEST_WAIT_MS));
  }

  #arrived(now: TeamNow, point: { lon: number; lat: number }, observedMs: number, receivedMs: number): void {
    const { open, queue } = this.#options;
    const order = now.orderId === undefined ? undefined : open.runtime.state.rescue.orders[now.orderId];
    const fix = { point, observedMs, receivedMs };
    if (order === undefined || arrivalOf(order, now, fix, open.practiceAt(receivedMs)).arrived === 'no') return;
    const since = toMs(now.since);
    // One question at a time for an order: the answer changes the state, or the next fix asks again.
    if (this.#arriving.get(order.id) === since) return;
    this.#arriving.set(order.id, since);
    const commandId = derivedId('arrival', open.runtime.world, order.id, since, observedMs);
    const observedAt = toTimestamp(observedMs);
    const asked = queue.ask([
      { commandId, intent: { type: 'NoticeArrival', team: now.id, orderId: order.id, point, observedAt } },
    ]);
    void asked.finally(() => this.#arriving.delete(order.id));
  }

  *#due(): Generator<{ team: TeamNow; lastMs: number; dueMs: number }> {
    for (const team of Object.values(this.#options.open.runtime.state.rescue.teams)) {
      if (!isOut(team.status) || this.#lost.has(team.id)) continue;
      const lastMs = this.#lastMs(team.id);
      if (lastMs === undefined || this.#asked.get(team.id) === lastMs) continue;
      const beganMs = Math.max(lastMs, toMs(team.since));
      yield { team, lastMs, dueMs: beganMs + this.#lostAfterMs(beganMs) };
    }
  }

  #fire(): void {
    const { open, queue, county } = this.#options;
    const { runtime } = open;
    const nowMs = runtime.nowMs();
    for (const { team, lastMs, dueMs } of [...this.#due()]) {
      if (dueMs > nowMs) continue;
      this.#asked.set(team.id, lastMs);
      const alarmId = derivedId('alarm', runtime.world, 'position_lost', team.id, lastMs);
      const order = team.orderId === undefined ? undefined : runtime.state.rescue.orders[team.orderId];
      const last = this.#lastOf(team.id);
      void queue.ask([
        {
          commandId: derivedId('rule', runtime.world, alarmId, 'raise'),
          intent: {
            type: 'RaiseAlarm',
            alarmId,
            priority: 3,
            cause: {
              kind: 'position_lost',
              team: team.id,
              ...(lastMs > 0 ? { lastSeenAt: toTimestamp(lastMs) } : {}),
            },
            division: county().teams.get(team.id)?.division ?? team.division,
            audience: [],
            ...(last === undefined ? {} : { point: { lon: last.lon, lat: last.lat } }),
            ...(order === undefined ? {} : { incidentId: order.incidentId }),
          },
        },
      ]);
    }
    this.arm();
  }

  /** Newest fix of any terminal of the team; undefined: it has none, so none can be lost. */
  #lastMs(team: string): number | undefined {
    let last: number | undefined;
    for (const { observedMs } of this.#options.book.ofTeam(team)) last = Math.max(last ?? 0, observedMs);
    return last;
  }

  #lastOf(team: string): Terminal | undefined {
    let last: Terminal | undefined;
    for (const terminal of this.#options.book.ofTeam(team))
      if (terminal.observedMs > (last?.observedMs ?? 0)) last = terminal;
    return last;
  }

  /** By the practice of the moment the silence began. */
  #lostAfterMs(beganMs: number): number {
    return this.#options.open.practiceAt(beganMs).alarm.positionLostMin * MINUTE_MS;
  }

  #settle(team: string, alarmId: string, why: number | string): void {
    const { open, queue } = this.#options;
    this.#lost.delete(team);
    this.#asked.delete(team);
    const commandId = derivedId('rule', open.runtime.world, alarmId, 'settle', why);
    void queue.ask([{ commandId, intent: { type: 'SettleAlarm', alarmId } }]).finally(() => this.arm());
  }

  #committed(events: readonly Envelope[]): void {
    const touched = events.some(({ type, stream }) => stream.startsWith('team/') || type.startsWith('Alarm'));
    if (!touched) return;
    this.#readAlarms();
    const { teams } = this.#options.open.runtime.state.rescue;
    for (const [team, alarmId] of [...this.#lost]) {
      const now = teams[team];
      if (now === undefined || !isOut(now.status)) this.#settle(team, alarmId, now?.since ?? '');
    }
    this.arm();
  }

  #readAlarms(): void {
    this.#lost.clear();
    for (const alarm of Object.values(this.#options.open.runtime.state.monitoring.alarms)) {
      if (alarm.cause.kind === 'position_lost') this.#lost.set(alarm.cause.team, alarm.id);
    }
  }
}
