import type { TeamPresence } from '@sitong/shared/pillars/rescue/recommend.ts';
import type { SignalLane } from '../signal-lane.ts';

/** The newest fix of any of a team's terminals. */
export function presenceIn(lane: Pick<SignalLane, 'of'>, world: string, nowMs: number) {
  const signals = lane.of(world);
  return (team: string): TeamPresence | undefined => {
    let newest: TeamPresence | undefined;
    for (const { lon, lat, observedMs } of signals?.terminals.ofTeam(team) ?? []) {
      const ageS = (nowMs - observedMs) / 1000;
      if (observedMs > 0 && (newest === undefined || ageS < newest.ageS)) newest = { point: { lon, lat }, ageS };
    }
    return newest;
  };
}
