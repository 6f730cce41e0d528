import { useSyncExternalStore } from 'react';
import { useClock } from '../../../ui/clock/clock-context.tsx';

/** ux §6: 2 px every 10 minutes, so that nothing stands on the same LEDs for years. */
const stepMs = 10 * 60_000;
const px = 2;
/** Once around in 80 minutes and back where it began. */
const around = [
  [0, 0],
  [px, 0],
  [px, px],
  [0, px],
  [-px, px],
  [-px, 0],
  [-px, -px],
  [0, -px],
] as const;

/** How far the picture stands from its own place at a moment of the machine's clock, in pixels. */
export function pixelShiftAt(machineMs: number): readonly [x: number, y: number] {
  return around[Math.floor(machineMs / stepMs) % around.length] ?? around[0];
}

/** Looked at with the tab's one clock; drawn again only when it has moved. Machine time: panels age in real hours. */
export function usePixelShift(): readonly [x: number, y: number] {
  const clock = useClock();
  return useSyncExternalStore(clock.subscribe, () => pixelShiftAt(Date.now()));
}
