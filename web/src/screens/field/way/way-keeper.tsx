import { distanceM, type Point } from '@sitong/shared/kernel/geo.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { useEffect, useRef } from 'react';
import { api } from '../../../plumbing/http/api.ts';
import { keepValue, keptValue } from '../../../plumbing/outbox/kept.ts';
import { useField } from '../field-context.tsx';
import { phoneDatabase } from '../phone-database.ts';
import { fixOf } from '../position/position-now.ts';
import { useKnownWays } from './known-ways.ts';
import type { Way } from './way.ts';
import { WayAnswerSchema, WaySchema, wayOf } from './way-answer.ts';

/** A way is worked out anew once the phone has gone this far, and at most so often. */
const ANEW_M = 1000;
const LEAST_MS = 60_000;
const ASK_MS = 15_000;

/**
 * Asks how far it is by road and keeps the answer on the phone: without a line the last one stands, with its time.
 * Mounted for the order on the card, on the way there. Nobody waits for it; a failed try is repeated when the phone
 * has moved on or the line comes back.
 */
export function WayKeeper({ order }: { order: Order }) {
  const { line, position, world, worldId } = useField();
  const fix = fixOf(position);
  const asked = useRef<{ what: string; atMs: number; here: Point | undefined }>(undefined);
  const { lon, lat } = order.content.destination.point;
  const what = [order.id, lon, lat, order.revisions].join(' ');
  const key = `way/${worldId}/${what}`;
  // The server reckons from what it knows of the team: its first position told, and setting out, make another way of it.
  const since = [world.team?.status, position.kind === 'fix' ? position.told : position.kind].join(' ');
  useEffect(() => {
    let here: 'yes' | 'gone' = 'yes';
    keptValue(phoneDatabase, key).then(
      (value) => {
        const kept = WaySchema.safeParse(value);
        if (here === 'yes' && kept.success) know(order.id, kept.data, 'unless_newer');
      },
      (error: unknown) => console.warn('the way kept on this phone cannot be read', error),
    );
    return () => {
      here = 'gone';
    };
  }, [key, order.id]);
  useEffect(() => {
    if (line.kind !== 'live') return;
    const before = asked.current;
    const same = before?.what === `${what} ${since}`;
    const wentM = before?.here === undefined || fix === undefined ? 0 : distanceM(before.here, fix);
    if (same && (wentM < ANEW_M || Date.now() - before.atMs < LEAST_MS)) return;
    asked.current = { what: `${what} ${since}`, atMs: Date.now(), here: fix };
    const query = new URLSearchParams({
      world: worldId,
      incidentId: order.incidentId,
      lon: String(lon),
      lat: String(lat),
      route: order.team,
    });
    const signal = AbortSignal.timeout(ASK_MS);
    api(`/api/recommend?${query.toString()}`, { schema: WayAnswerSchema, signal }).then(
      (answer) => {
        const way = wayOf(answer, order.team);
        if (way === undefined) return;
        know(order.id, way, 'always');
        void keepValue(phoneDatabase, key, way);
      },
      (error: unknown) => {
        // A straight line is shown meanwhile, and says that it is one.
        console.warn('how far it is by road could not be asked', error);
        asked.current = undefined;
      },
    );
  }, [line.kind, what, key, since, fix, lon, lat, order.incidentId, order.id, order.team, worldId]);
  return null;
}

function know(orderId: string, way: Way, when: 'always' | 'unless_newer'): void {
  useKnownWays.setState(({ ways }) => {
    const before = ways[orderId];
    if (when === 'unless_newer' && before !== undefined && before.atMs >= way.atMs) return {};
    return { ways: { ...ways, [orderId]: way } };
  });
}
