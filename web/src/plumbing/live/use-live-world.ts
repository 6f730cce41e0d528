import { LIVE, type WorldId, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { worldNowMs } from '@sitong/shared/kernel/time.ts';
import type { IntentAnswer } from '@sitong/shared/protocol/down.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import type { PhonePosition } from '@sitong/shared/protocol/up.ts';
import { useEffect } from 'react';
import { useClock } from '../../ui/clock/clock-context.tsx';
import { takeFrame } from '../positions/position-store.ts';
import { LiveConnection } from './connection.ts';

let connection: LiveConnection | undefined;

/** The world named in the address: `?world=drill-…`, else live. */
export function worldOfAddress(search: string = window.location.search): WorldId {
  const named = WorldIdSchema.safeParse(new URLSearchParams(search).get('world'));
  return named.success ? named.data : LIVE;
}

/** Keeps one live connection for the tab while the calling gate is on screen. */
export function useLiveConnection(world: WorldId, positions: 'on' | 'off'): void {
  const clock = useClock();
  useEffect(() => {
    const made = new LiveConnection(world, positions, {
      onHead: (head) => {
        const live = head.clock.anchorServerMs === 0;
        const worldMs = live ? head.serverMs : worldNowMs(head.clock, head.serverMs);
        clock.sync({ worldMs, rate: head.clock.running === 'paused' ? 0 : head.clock.speed });
      },
      onEvents: () => undefined,
      onPositions: takeFrame,
      tickInMs: clock.tickInMs,
    });
    connection = made;
    return () => {
      made.close();
      if (connection === made) connection = undefined;
    };
  }, [world, positions, clock]);
}

/** Sends an intent over the live lane; the answer comes after commit. */
export function sendIntent(intent: Intent, seat?: string): Promise<IntentAnswer> {
  if (connection === undefined) return Promise.resolve({ ok: false, refused: { code: 'no_connection' } });
  return connection.send(intent, seat);
}

/** A position of this phone over the live lane; `no_line` when it could not be sent. */
export function tellPosition(position: PhonePosition): 'told' | 'no_line' {
  return connection?.tellPosition(position) ?? 'no_line';
}
