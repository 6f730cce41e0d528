import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { useEffect, useRef } from 'react';
import { api } from '../../../plumbing/http/api.ts';
import { keepValue, keptValue } from '../../../plumbing/outbox/kept.ts';
import { useField } from '../field-context.tsx';
import { phoneDatabase } from '../phone-database.ts';
import { fixOf } from '../position/position-now.ts';
import { useKnownWays, wayKey } from './known-ways.ts';
import { type Asked, isToAsk, type Way } from './way.ts';
import { WayAnswerSchema, WaySchema, wayOf } from './way-answer.ts';

const ASK_MS = 15_000;

/**
 * Asks how far it is by road and keeps the answer on the phone: without a line the last one stands, with its time.
 * Mounted for the order on the card, on the way there. Nobody waits for it; a failed try is repeated when the phone
 * has moved on or the line comes back.
 */
export function WayKeeper({ order }: { order: Order }) {
  const { line, position, world, worldId } = useField();
  const fix = fixOf(position);
  const asked = useRef<Asked>(undefined);
  const { lon, lat } = order.content.destination.point;
  const what = wayKey(order);
  const key = `way/${worldId}/${what}`;
  // The server reckons from what it knows of the team: its first position told, and setting out, make another way of it.
  const since = [world.team?.status, position.kind === 'fix' ? position.told : position.kind].join(' ');
  useEffect(() => {
    let here: 'yes' | 'gone' = 'yes';
    keptValue(phoneDatabase, key).then(
      (value) => {
        const kept = WaySchema.safeParse(value);
        if (here === 'yes' && kept.success) know(what, kept.data, 'unless_newer');
      },
      (error: unknown) => console.warn('the way kept on this phone cannot be read', error),
    );
    return () => {
      here = 'gone';
    };
  }, [key, what]);
  // The order comes first, the incident is shown to its team a moment later: asked in between, the server knows of none.
  const shown = world.incidents.some(({ id }) => id === order.incidentId);
  useEffect(() => {
    if (line.kind !== 'live' || !shown) return;
    const matter = `${what} ${since}`;
    if (!isToAsk(asked.current, matter, Date.now(), fix)) return;
    const asking: Asked = { what: matter, atMs: Date.now(), here: fix, outcome: 'open' };
    asked.current = asking;
    const query = new URLSearchParams({
      world: worldId,
      incidentId: order.incidentId,
      lon: String(lon),
      lat: String(lat),
      team: order.team,
    });
    const signal = AbortSignal.timeout(ASK_MS);
    api(`/api/recommend?${query.toString()}`, { schema: WayAnswerSchema, signal }).then(
      (answer) => {
        const way = wayOf(answer, order.team);
        if (way === undefined) return;
        know(what, way, 'always');
        void keepValue(phoneDatabase, key, way);
      },
      (error: unknown) => {
        // A straight line is shown meanwhile, and says that it is one.
        console.warn('how far it is by road could not be asked', error);
        asking.outcome = 'failed';
      },
    );
  }, [line.kind, shown, what, key, since, fix, lon, lat, order.incidentId, order.team, worldId]);
  return null;
}

function know(what: string, way: Way, when: 'always' | 'unless_newer'): void {
  useKnownWays.setState(({ ways }) => {
    const before = ways[what];
    if (when === 'unless_newer' && before !== undefined && before.atMs >= way.atMs) return {};
    return { ways: { ...ways, [what]: way } };
  });
}
