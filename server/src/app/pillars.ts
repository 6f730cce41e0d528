import { AuditIntentSchema } from '@sitong/shared/kernel/audit.ts';
import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { derivedId, type WorldId } from '@sitong/shared/kernel/ids.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { PRACTICE_KEY, practiceAt, practiceLookup } from '@sitong/shared/kernel/practice-schedule.ts';
import { assertNever, refuse } from '@sitong/shared/kernel/refusal.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { CommandIntentSchema } from '@sitong/shared/pillars/command/intents.ts';
import { MonitoringIntentSchema } from '@sitong/shared/pillars/monitoring/intents.ts';
import { ReleaseIntentSchema } from '@sitong/shared/pillars/release/intents.ts';
import { RescueIntentSchema } from '@sitong/shared/pillars/rescue/intents.ts';
import { parseLogEvent } from '@sitong/shared/protocol/catalogue.ts';
import { type Intent, intentPillar } from '@sitong/shared/protocol/intents.ts';
import { permits } from '@sitong/shared/protocol/permissions.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';
import { commandDeadlines } from '../pillars/command/deadlines.ts';
import { decideCommand } from '../pillars/command/decide.ts';
import { commandReactions } from '../pillars/command/reactions.ts';
import type { Deadline, Decide, DecideContext, Reaction, Sender } from '../pillars/context.ts';
import { monitoringDeadlines } from '../pillars/monitoring/deadlines.ts';
import { decideMonitoring } from '../pillars/monitoring/decide.ts';
import { monitoringReactions } from '../pillars/monitoring/reactions.ts';
import { releaseDeadlines } from '../pillars/release/deadlines.ts';
import { decideRelease } from '../pillars/release/decide.ts';
import { releaseReactions } from '../pillars/release/reactions.ts';
import { rescueDeadlines } from '../pillars/rescue/deadlines.ts';
import { decideRescue } from '../pillars/rescue/decide.ts';
import { rescueReactions } from '../pillars/rescue/reactions.ts';
import type { DecideOn } from '../plumbing/runtime/submission.ts';
import { decideAudit } from './audit/decide-audit.ts';

/** Where the four pillars meet: one decision, one list of deadlines, one list of reactions. */

export interface Surroundings {
  world: WorldId;
  county: () => CountyIndex;
}

/** Roles first, then the pillar's own rules. */
const decideAny: Decide<Intent> = (intent, context) => {
  if (context.sender.kind === 'person') {
    const permission = permits(context.sender.session.roles, intent.type);
    if (permission.allowed === 'no')
      return refuse('role_required', { intent: intent.type, roles: permission.roles.join(' ') });
  }
  const pillar = intentPillar(intent.type);
  switch (pillar) {
    case 'monitoring':
      return decideMonitoring(MonitoringIntentSchema.parse(intent), context);
    case 'release':
      return decideRelease(ReleaseIntentSchema.parse(intent), context);
    case 'rescue':
      return decideRescue(RescueIntentSchema.parse(intent), context);
    case 'command':
      return decideCommand(CommandIntentSchema.parse(intent), context);
    case 'audit':
      return decideAudit(AuditIntentSchema.parse(intent), context);
    case undefined:
      return refuse('unknown_intent', { intent: intent.type });
    default:
      return assertNever(pillar);
  }
};

export function decideIn(around: Surroundings): DecideOn<WorldState, Intent, Sender> {
  return (state, submission, time, versionOf) => {
    const { commandId } = submission;
    const practice = practiceLookup(state.command.practice[PRACTICE_KEY]);
    const context: DecideContext = {
      world: around.world,
      commandId,
      nowMs: time.nowMs,
      now: time.now,
      state,
      sender: submission.sender,
      county: around.county(),
      practice: practice(time.nowMs),
      practiceAt: practice,
      derive: (...parts) => derivedId(commandId, ...parts),
    };
    const decision = decideAny(submission.intent, context);
    if (!decision.ok) return decision;
    const reused = decision.value.events.find((event) => versionOf(event.stream) > 0 && isGone(state, event.stream));
    return reused === undefined ? decision : refuse('id_used', { stream: reused.stream });
  };
}

export function deadlinesIn(around: Surroundings): (stream: string, state: WorldState) => readonly Deadline<Intent>[] {
  return (stream, state) => {
    const practice = practiceLookup(state.command.practice[PRACTICE_KEY]);
    return [
      ...monitoringDeadlines(stream, state.monitoring, practice),
      ...releaseDeadlines(stream, state.release, practice),
      ...rescueDeadlines(stream, state.rescue, practice, around.county()),
      ...commandDeadlines(stream, state.command),
    ];
  };
}

export function reactionsIn(
  around: Surroundings,
): (envelope: Envelope, state: WorldState) => readonly Reaction<Intent>[] {
  return (envelope, state) => {
    const typed = parseLogEvent(envelope);
    if (typed.pillar === 'audit') return [];
    const { event } = typed;
    const practice = practiceAt(state.command.practice[PRACTICE_KEY], toMs(envelope.at));
    const surroundings = { state, county: around.county(), practice };
    return [
      ...monitoringReactions(event, surroundings),
      ...releaseReactions(event, surroundings),
      ...rescueReactions(event),
      ...commandReactions(event, surroundings),
    ];
  };
}

/** Stream name and visibility of every open entity; the name of a collection's streams stands here once. */
const STREAM_KIND = {
  monitoring: { alarms: 'alarm', incoming: 'incoming', sensorsOut: 'sensor', numbers: 'numbers' },
  release: { warnings: 'warning', calls: 'call', reports: 'report', numbers: 'numbers' },
  rescue: { orders: 'order', teams: 'team', numbers: 'numbers' },
  command: {
    incidents: 'incident',
    tasks: 'task',
    responses: 'response',
    shifts: 'shift',
    drills: 'drill',
    practice: 'practice',
    wall: 'wall',
    numbers: 'numbers',
  },
} as const satisfies { [P in keyof WorldState]: { [C in keyof WorldState[P]]: string } };

export function* openStreams(
  state: WorldState,
): Generator<readonly [string, { division: string; audience: readonly string[] }]> {
  for (const [pillar, kinds] of Object.entries(STREAM_KIND) as [keyof WorldState, Record<string, string>][]) {
    const collections: Record<string, Readonly<Record<string, { division: string; audience: readonly string[] }>>> = {
      ...state[pillar],
    };
    for (const [collection, kind] of Object.entries(kinds)) {
      for (const [id, entity] of Object.entries(collections[collection] ?? {})) yield [`${kind}/${id}`, entity];
    }
  }
}

/** Streams that are written once and never taken up again after they left the open state. */
const ONE_LIFE = {
  alarm: (state: WorldState) => state.monitoring.alarms,
  incoming: (state: WorldState) => state.monitoring.incoming,
  warning: (state: WorldState) => state.release.warnings,
  call: (state: WorldState) => state.release.calls,
  report: (state: WorldState) => state.release.reports,
  order: (state: WorldState) => state.rescue.orders,
  incident: (state: WorldState) => state.command.incidents,
  task: (state: WorldState) => state.command.tasks,
} as const;

/** An id that belonged to something closed must not bring its stream back to life. */
function isGone(state: WorldState, stream: string): boolean {
  const [kind = '', id = ''] = stream.split('/');
  if (!Object.hasOwn(ONE_LIFE, kind)) return false;
  const collection = ONE_LIFE[kind as keyof typeof ONE_LIFE](state);
  return !Object.hasOwn(collection, id);
}

/** The state with only the entities of these streams. */
export function onlyStreams(
  state: WorldState,
  streams: readonly string[],
): Record<keyof WorldState, Record<string, Record<string, unknown>>> {
  const wanted = new Set(streams);
  const out = { monitoring: {}, release: {}, rescue: {}, command: {} } as Record<
    keyof WorldState,
    Record<string, Record<string, unknown>>
  >;
  for (const [pillar, kinds] of Object.entries(STREAM_KIND) as [keyof WorldState, Record<string, string>][]) {
    const collections: Record<string, Readonly<Record<string, unknown>>> = { ...state[pillar] };
    for (const [collection, kind] of Object.entries(kinds)) {
      const kept = Object.entries(collections[collection] ?? {}).filter(([id]) => wanted.has(`${kind}/${id}`));
      if (kept.length > 0) out[pillar][collection] = Object.fromEntries(kept);
    }
  }
  return out;
}
