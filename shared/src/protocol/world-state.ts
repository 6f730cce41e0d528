import type { Visible } from '../kernel/collection.ts';
import type { Envelope, Scope } from '../kernel/envelope.ts';
import { isVisible } from '../kernel/envelope.ts';
import { assertNever } from '../kernel/refusal.ts';
import { type CommandState, evolveCommand, initialCommand } from '../pillars/command/state.ts';
import { evolveMonitoring, initialMonitoring, type MonitoringState } from '../pillars/monitoring/state.ts';
import { evolveRelease, initialRelease, type ReleaseState } from '../pillars/release/state.ts';
import { evolveRescue, initialRescue, type RescueState } from '../pillars/rescue/state.ts';
import { parseLogEvent } from './catalogue.ts';

/** The open part of one world: what a node keeps in memory and a screen shows. */
export interface WorldState {
  monitoring: MonitoringState;
  release: ReleaseState;
  rescue: RescueState;
  command: CommandState;
}

export const initialWorld: WorldState = {
  monitoring: initialMonitoring,
  release: initialRelease,
  rescue: initialRescue,
  command: initialCommand,
};

/**
 * Applies one event. The same function runs at the server and in every browser. Each event touches
 * only the entity of its own stream, which is why filtering before or after folding gives the same.
 * Throws when the event's body does not fit its schema: a stored event that no longer parses is a defect.
 */
export function evolve(world: WorldState, envelope: Envelope): WorldState {
  const typed = parseLogEvent(envelope);
  switch (typed.pillar) {
    case 'monitoring': {
      const monitoring = evolveMonitoring(world.monitoring, typed.event);
      return monitoring === world.monitoring ? world : { ...world, monitoring };
    }
    case 'release': {
      const release = evolveRelease(world.release, typed.event);
      return release === world.release ? world : { ...world, release };
    }
    case 'rescue': {
      const rescue = evolveRescue(world.rescue, typed.event);
      return rescue === world.rescue ? world : { ...world, rescue };
    }
    case 'command': {
      const command = evolveCommand(world.command, typed.event);
      return command === world.command ? world : { ...world, command };
    }
    case 'audit':
      // Listed from its table; nothing of it is kept in memory.
      return world;
    default:
      return assertNever(typed);
  }
}

/** Every collection of every pillar holds entities that say who may see them. */
function filterCollections<S extends object>(state: S, scope: Scope): S {
  const out: Record<string, Record<string, Visible>> = {};
  for (const [name, all] of Object.entries(state) as [string, Record<string, Visible>][]) {
    const kept: Record<string, Visible> = {};
    for (const [id, entity] of Object.entries(all)) {
      if (isVisible(scope, entity.division, entity.audience as string[])) kept[id] = entity;
    }
    out[name] = kept;
  }
  return out as S;
}

/** What a reader of this scope may see of the state. */
export function filterWorld(world: WorldState, scope: Scope): WorldState {
  return {
    monitoring: filterCollections(world.monitoring, scope),
    release: filterCollections(world.release, scope),
    rescue: filterCollections(world.rescue, scope),
    command: filterCollections(world.command, scope),
  };
}
