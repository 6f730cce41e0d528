import type { Visible } from '../kernel/collection.ts';
import { type Envelope, isVisible, type Scope } from '../kernel/envelope.ts';
import { evolve, initialWorld, type WorldState } from '../protocol/world-state.ts';

/** Which collection the entities of each stream kind lie in. */
export const COLLECTION_OF = {
  alarm: ['monitoring', 'alarms'],
  incoming: ['monitoring', 'incoming'],
  sensor: ['monitoring', 'sensorsOut'],
  warning: ['release', 'warnings'],
  call: ['release', 'calls'],
  report: ['release', 'reports'],
  order: ['rescue', 'orders'],
  team: ['rescue', 'teams'],
  incident: ['command', 'incidents'],
  task: ['command', 'tasks'],
  response: ['command', 'responses'],
  shift: ['command', 'shifts'],
  drill: ['command', 'drills'],
  practice: ['command', 'practice'],
  wall: ['command', 'wall'],
} as const satisfies Record<string, readonly [keyof WorldState, string]>;

type Kind = keyof typeof COLLECTION_OF;

function isKind(kind: string): kind is Kind {
  return kind in COLLECTION_OF;
}

type Collections = Record<string, Record<string, Visible>>;

function collectionsOf(world: WorldState, pillar: keyof WorldState): Collections {
  return { ...world[pillar] };
}

/** The entity of a stream; number series are told apart by name because each pillar keeps its own. */
function copyEntity(from: WorldState, into: WorldState, stream: string): WorldState {
  const [kind = '', id = ''] = stream.split('/');
  if (!isKind(kind)) return into;
  const [pillar, collection] = COLLECTION_OF[kind];
  const entity = collectionsOf(from, pillar)[collection]?.[id];
  if (entity === undefined) return into;
  const all = collectionsOf(into, pillar)[collection] ?? {};
  return { ...into, [pillar]: { ...into[pillar], [collection]: { ...all, [id]: entity } } };
}

/**
 * What a reader of this scope holds after a log: only visible events are applied, and a stream that has
 * just become visible comes first as a partial snapshot, as the gateway sends it.
 */
export function readerState(log: readonly Envelope[], scope: Scope): WorldState {
  let whole = initialWorld;
  let read = initialWorld;
  const shown = new Set<string>();
  for (const event of log) {
    if (isVisible(scope, event.division, event.audience)) {
      if (!shown.has(event.stream)) read = copyEntity(whole, read, event.stream);
      shown.add(event.stream);
      read = evolve(read, event);
    }
    whole = evolve(whole, event);
  }
  return read;
}

/** Streams this scope once saw and then lost sight of. There must be none: a reader cannot unlearn. */
export function lostSight(log: readonly Envelope[], scope: Scope): string[] {
  const shown = new Set<string>();
  const lost = new Set<string>();
  for (const { stream, division, audience } of log) {
    if (isVisible(scope, division, audience)) shown.add(stream);
    else if (shown.has(stream)) lost.add(stream);
  }
  return [...lost];
}
