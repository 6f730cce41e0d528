import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import { useEffect } from 'react';
import { type LiveState, useLive } from '../../plumbing/live/live-store.ts';
import { tellPosition, useLiveConnection } from '../../plumbing/live/use-live-world.ts';
import { WorldOver } from '../../plumbing/session/world-over.tsx';
import { useFieldLive } from './field-live.ts';
import { type FieldWorld, fieldWorldOf, sameFieldWorld } from './field-world.ts';
import { usePositionTeller } from './position/position-line.ts';

/** Keeps the live lane and hands on what concerns this person. Shows nothing, except that a drill is over. */
export function LiveLane({ session, worldId }: { session: SessionInfo; worldId: WorldId }) {
  useLiveConnection(worldId, 'off');
  usePositionTeller(tellPosition);
  useEffect(() => {
    const hand = (live: LiveState, before?: LiveState): void => {
      if (live.link !== before?.link) useFieldLive.setState({ link: live.link });
      if (live.head !== undefined && live.head !== before?.head) useFieldLive.setState({ heardMs: Date.now() });
      if (live.replica.seq !== null && live.replica.state !== before?.replica.state)
        handWorld(fieldWorldOf(live.replica.state, session));
    };
    hand(useLive.getState());
    const stop = useLive.subscribe(hand);
    return () => {
      stop();
      // The next person on this phone must not see the last one's orders.
      useFieldLive.setState({ link: { kind: 'connecting' }, heardMs: undefined, world: undefined });
    };
  }, [session]);
  return <WorldOver form="strip" />;
}

/** A message that does not concern this person changes nothing on the page. */
function handWorld(next: FieldWorld): void {
  const { world } = useFieldLive.getState();
  if (world === undefined || !sameFieldWorld(world, next)) useFieldLive.setState({ world: next });
}
