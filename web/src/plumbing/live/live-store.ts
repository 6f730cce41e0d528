import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { LIVE, type WorldId } from '@sitong/shared/kernel/ids.ts';
import type { Head, ReadingNow, Unit } from '@sitong/shared/protocol/down.ts';
import { emptyReplica, type Replica } from '@sitong/shared/protocol/replica.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';
import { create } from 'zustand';
import type { Link } from './link.ts';

/** Newest events kept for logs on screen; older ones are paged from the server. */
export const MOST_RECENT = 500;

export interface LiveState {
  world: WorldId;
  link: Link;
  replica: Replica;
  /** Whole snapshots taken: after another one, pages read from the log before it may end short of it. */
  snapshots: number;
  head: Head | undefined;
  /** Round trip of the last intent, milliseconds. */
  roundTripMs: number | undefined;
  /** Newest first. */
  recent: readonly Envelope[];
  /** `recent` holds everything after this event; null before the first copy of the world. */
  recentSince: number | null;
  readings: Readonly<Record<string, ReadingNow>>;
  units: { epoch: number; list: readonly Unit[] };
}

export const useLive = create<LiveState>(() => ({
  world: LIVE,
  link: { kind: 'connecting' },
  replica: emptyReplica,
  snapshots: 0,
  head: undefined,
  roundTripMs: undefined,
  recent: [],
  recentSince: null,
  readings: {},
  units: { epoch: 0, list: [] },
}));

/** One part of the world's state; the component is drawn again only when that part changes. */
export function useWorldState<T>(select: (state: WorldState) => T): T {
  return useLive((live) => select(live.replica.state));
}

type Recent = Pick<LiveState, 'recent' | 'recentSince'>;

/** `events`: oldest first, the next ones in the log that this screen may see. */
export function keepRecent({ recent, recentSince }: Recent, events: readonly Envelope[]): Recent {
  if (events.length === 0) return { recent, recentSince };
  const all = events.toReversed().concat(recent);
  return { recent: all.slice(0, MOST_RECENT), recentSince: all[MOST_RECENT]?.seq ?? recentSince };
}
