import type { EventLog } from '@sitong/server/plumbing/eventlog/event-log.ts';
import { type Envelope, SYSTEM_ACTOR } from '@sitong/shared/kernel/envelope.ts';
import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { nextTeamStatuses } from '@sitong/shared/pillars/rescue/team-ladder.ts';
import type { DomainEvent } from '@sitong/shared/protocol/catalogue.ts';
import { parseEvent } from '@sitong/shared/protocol/catalogue.ts';
import { evolve, initialWorld, type WorldState } from '@sitong/shared/protocol/world-state.ts';
import type { SimLedger } from './ledger.ts';

const ORDER: readonly Order['status'][] = ['saved', 'sent', 'delivered', 'read', 'accepted'];
const INCIDENT: readonly Incident['status'][] = ['reported', 'verified', 'responding', 'controlled', 'ended'];
const rung = (ladder: readonly string[], status: string): number => {
  const at = ladder.indexOf(status);
  return at < 0 ? ladder.length : at;
};

/** The log folded event by event, every step held against what must never happen. */
export class Story {
  /** State after each sequence number; index 0 is the empty world. */
  readonly states: WorldState[] = [initialWorld];
  readonly problems: string[] = [];
  readonly #numbers = new Map<string, number>();

  get seq(): number {
    return this.states.length - 1;
  }

  take(envelopes: readonly Envelope[]): void {
    for (const envelope of envelopes) {
      const before = this.states.at(-1) ?? initialWorld;
      if (envelope.seq !== this.states.length) {
        this.problems.push(`the log has a hole: after ${this.seq} came ${envelope.seq}`);
        return;
      }
      const after = evolve(before, envelope);
      this.states.push(after);
      this.#look(parseEvent(envelope).event, before, after);
    }
  }

  #look(event: DomainEvent, before: WorldState, after: WorldState): void {
    const at = `#${event.seq} ${event.type}`;
    switch (event.type) {
      case 'OrderSaved':
        this.#unique('order', event.body.number, at);
        this.#exclusive(after, event.body.team, at);
        return;
      case 'IncidentReported':
        this.#unique('incident', event.body.number, at);
        return;
      case 'AlarmRaised':
        this.#unique('alarm', event.body.number, at);
        return;
      case 'ReportDrafted':
        this.#unique('report', event.body.number, at);
        return;
      case 'PracticeChanged':
        this.#unique('practice', event.body.version, at);
        return;
      case 'TeamStatusChanged': {
        const { team, from, to, cause } = event.body;
        const was = before.rescue.teams[team]?.status ?? 'available';
        if (was !== from) this.problems.push(`${at}: ${team} was ${was}, and is told to come from ${from}`);
        const told = cause === 'person' || cause === 'voice' || cause === 'geofence';
        if (told && !nextTeamStatuses(from).includes(to))
          this.problems.push(`${at}: ${team} back from ${from} to ${to}`);
        return;
      }
      default:
        this.#forward(event, before, after, at);
    }
  }

  #exclusive({ rescue }: WorldState, team: string, at: string): void {
    const held = Object.values(rescue.orders).filter((one) => one.team === team && one.exclusive && isOpenOrder(one));
    if (held.length > 1) this.problems.push(`${at}: ${team} in ${held.length} exclusive tasks at once`);
  }

  #forward(event: DomainEvent, before: WorldState, after: WorldState, at: string): void {
    const [kind, id = ''] = event.stream.split('/');
    if (kind === 'order') {
      const [was, is] = [before.rescue.orders[id]?.status, after.rescue.orders[id]?.status];
      if (was !== undefined && is !== undefined && rung(ORDER, is) < rung(ORDER, was))
        this.problems.push(`${at}: order back from ${was} to ${is}`);
    }
    if (kind === 'incident' && event.type !== 'IncidentReopened' && event.type !== 'IncidentMergeReversed') {
      const [was, is] = [before.command.incidents[id]?.status, after.command.incidents[id]?.status];
      if (was !== undefined && is !== undefined && rung(INCIDENT, is) < rung(INCIDENT, was))
        this.problems.push(`${at}: incident back from ${was} to ${is}`);
    }
    if (kind === 'report') {
      const [was, is] = [before.release.reports[id]?.status, after.release.reports[id]?.status];
      if ((was === 'sent' || was === 'received') && is !== undefined && is !== 'sent' && is !== 'received')
        this.problems.push(`${at}: a report that was sent is ${is} again`);
    }
    if (kind === 'warning') {
      const [was, is] = [before.release.warnings[id]?.status, after.release.warnings[id]?.status];
      if (was === 'issued' && is !== undefined && is !== 'issued')
        this.problems.push(`${at}: an issued warning is ${is} again`);
    }
  }

  #unique(series: string, n: number, at: string): void {
    const last = this.#numbers.get(series) ?? 0;
    if (n <= last) this.problems.push(`${at}: number ${n} after ${last}`);
    this.#numbers.set(series, Math.max(last, n));
  }
}

/** Holds what people were told against what the log has: asked again, every command must get its answer once more. */
export async function judgeLedger(ledger: SimLedger, log: EventLog, nowMs: number): Promise<string[]> {
  const problems = [...ledger.contradictions];
  const at = toTimestamp(nowMs);
  const effects = new Map<string, number>();
  for (const event of await log.since(LIVE, 0, Number.MAX_SAFE_INTEGER))
    effects.set(event.commandId, (effects.get(event.commandId) ?? 0) + 1);
  for (const [commandId, { intent, by, answer, insteadOf }] of ledger.asked) {
    const what = `${intent.type} of ${by} (${commandId})`;
    if (insteadOf !== undefined && effects.has(insteadOf) && effects.has(commandId))
      problems.push(`${what}: pressed once, done twice`);
    if (answer === undefined || !answer.ok) continue;
    const command = { commandId, result: { ok: 'not known' }, expected: [], events: [], actor: SYSTEM_ACTOR, at };
    const [outcome] = await log.append({ world: LIVE, recordedAt: at, commands: [command] });
    if (outcome?.kind !== 'duplicate')
      problems.push(`${what}: acknowledged at ${answer.seq}, and the log does not know it`);
    else if (outcome.seq !== answer.seq || JSON.stringify(outcome.result) !== '{"ok":true}')
      problems.push(
        `${what}: acknowledged at ${answer.seq}, the log says ${outcome.seq} ${JSON.stringify(outcome.result)}`,
      );
  }
  return problems;
}
