import type { SensorRow, Threshold } from '@sitong/shared/kernel/master/ground.ts';
import { SECOND_MS } from '@sitong/shared/kernel/time.ts';
import type { Quantity, SensorMemory, ThresholdMemory } from './memory.ts';

/** What changed for one quantity: the standing threshold returned, another one is over, or both. */
export interface Change {
  quantity: Quantity;
  value: number;
  returned: { threshold: string; alarmId: string } | undefined;
  raised: { threshold: Threshold; sinceMs: number } | undefined;
}

/**
 * MON-33 to MON-35: moves every threshold of the sensor by the present values, and tells which alarm should
 * stand for each quantity now. `previousMs` is the measurement before this one.
 */
export function judge(
  memory: SensorMemory,
  sensor: SensorRow,
  atMs: number,
  previousMs: number | undefined,
  silentAfterCadences: number,
): Change[] | undefined {
  const silentMs = silentAfterCadences * sensor.cadenceS * SECOND_MS;
  const unbroken = previousMs !== undefined && atMs - previousMs <= silentMs;
  for (const threshold of sensor.thresholds) {
    const now = memory.now[threshold.quantity];
    if (now === undefined) continue;
    let at = memory.thresholds[threshold.id];
    if (at === undefined) {
      at = { phase: 'normal', sinceMs: atMs };
      memory.thresholds[threshold.id] = at;
    }
    move(at, threshold, now.value, now.known, atMs, unbroken);
  }
  let changes: Change[] | undefined;
  for (const quantity of quantitiesOf(sensor)) {
    const change = changeOf(memory, sensor, quantity, atMs);
    if (change === undefined) continue;
    if (changes === undefined) changes = [change];
    else changes.push(change);
  }
  return changes;
}

function move(
  at: ThresholdMemory,
  threshold: Threshold,
  value: number,
  known: boolean,
  nowMs: number,
  unbroken: boolean,
): void {
  if (at.phase === 'over') {
    if (value < threshold.returnBelow && known) {
      at.phase = 'normal';
      at.sinceMs = nowMs;
    }
    return;
  }
  if (value < threshold.raiseAt) {
    at.phase = 'normal';
    return;
  }
  if (at.phase === 'normal' || !unbroken) {
    at.phase = 'pending';
    at.sinceMs = nowMs;
  }
  if (nowMs - at.sinceMs >= threshold.minDurationS * SECOND_MS) at.phase = 'over';
}

/** Quantities of a sensor's thresholds; made once for each version of its row. */
const quantities = new WeakMap<SensorRow, readonly Quantity[]>();
function quantitiesOf(sensor: SensorRow): readonly Quantity[] {
  let known = quantities.get(sensor);
  if (known === undefined) {
    known = [...new Set(sensor.thresholds.map((threshold) => threshold.quantity))];
    quantities.set(sensor, known);
  }
  return known;
}

function changeOf(memory: SensorMemory, sensor: SensorRow, quantity: Quantity, atMs: number): Change | undefined {
  let worst: Threshold | undefined;
  for (const threshold of sensor.thresholds) {
    if (threshold.quantity !== quantity || memory.thresholds[threshold.id]?.phase !== 'over') continue;
    if (worst === undefined || threshold.level < worst.level) worst = threshold;
  }
  const standing = memory.standing[quantity];
  if (worst?.id === standing?.threshold) return undefined;
  const before = sensor.thresholds.find((threshold) => threshold.id === standing?.threshold);
  const gotWorse = worst !== undefined && before !== undefined && worst.level < before.level;
  const since = worst === undefined ? undefined : memory.thresholds[worst.id]?.sinceMs;
  return {
    quantity,
    value: memory.now[quantity]?.value ?? 0,
    // The worse alarm takes the milder one's place by itself (MON-5).
    returned: gotWorse ? undefined : standing,
    // A milder one that was covered by a worse stands from now on, under a new id.
    raised: worst && { threshold: worst, sinceMs: standing === undefined || gotWorse ? (since ?? atMs) : atMs },
  };
}
