import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import type { ReadingNow } from '@sitong/shared/protocol/down.ts';
import { emptyReplica } from '@sitong/shared/protocol/replica.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';
import { useLive } from '../../../plumbing/live/live-store.ts';
import { usePositions } from '../../../plumbing/positions/position-store.ts';
import type { PositionThen } from './replay-data.ts';
import type { Tape } from './tape.ts';

/**
 * Every panel, count and map layer reads the live store: put a past state there and all of them show the past. The
 * screen keeps no line to the server, so nothing can come in between, and nothing that is pressed can be sent.
 */
export function showMoment(world: WorldId, tape: Tape, count: number): void {
  const state = tape.stateAfter(count);
  useLive.setState({
    world,
    link: { kind: 'live' },
    replica: { ...emptyReplica, state, seq: count, scope: 'replay' },
    readings: measuredAtAlarm(state),
  });
}

/** What a sensor had measured when it rang; the replay asks for no other values. */
function measuredAtAlarm({ monitoring }: WorldState): Readonly<Record<string, ReadingNow>> {
  const readings: Record<string, ReadingNow> = {};
  for (const { cause, raisedAt } of Object.values(monitoring.alarms)) {
    if (cause.kind !== 'threshold') continue;
    const values = { ...readings[cause.sensor]?.values, [cause.quantity]: cause.value };
    readings[cause.sensor] = { sensor: cause.sensor, values, observedAt: raisedAt, receivedAt: raisedAt };
  }
  return readings;
}

/** Positions of a moment as the map reads them: one unit a terminal, in the order of their names. */
export function showPositions(positions: readonly PositionThen[]): void {
  const sorted = [...positions].sort((a, b) => a.terminal.localeCompare(b.terminal));
  const capacity = Math.max(1, sorted.length);
  const columns = {
    capacity,
    lonLat: new Float64Array(capacity * 2),
    courseDeg: new Float32Array(capacity),
    speedKmh: new Float32Array(capacity),
    atMs: new Float64Array(capacity),
  };
  sorted.forEach(({ lon, lat, courseDeg, speedKmh, time }, index) => {
    columns.lonLat[index * 2] = lon;
    columns.lonLat[index * 2 + 1] = lat;
    columns.courseDeg[index] = courseDeg ?? 0;
    columns.speedKmh[index] = speedKmh ?? 0;
    columns.atMs[index] = Date.parse(time);
  });
  const list = sorted.map(({ terminal, team, source }, index) => ({
    index,
    terminal,
    label: terminal,
    source,
    ...(team === null ? {} : { team }),
  }));
  const { units } = useLive.getState();
  const same =
    units.list.length === list.length && units.list.every(({ terminal }, i) => terminal === list[i]?.terminal);
  if (!same) useLive.setState({ units: { epoch: units.epoch + 1, list } });
  usePositions.setState(({ version }) => ({ columns, version: version + 1, placed: sorted.length }));
}

/** Leaves nothing of the past behind for the next screen. */
export function clearMoment(): void {
  useLive.setState(useLive.getInitialState(), true);
  usePositions.setState(usePositions.getInitialState(), true);
}
