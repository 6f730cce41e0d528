import { useCallback, useEffect, useState } from 'react';
import { useClock, useNow } from '../../../ui/clock/clock-context.tsx';

export interface Playback {
  /** World time shown, ms. */
  readonly atMs: number;
  readonly running: 'running' | 'paused';
  readonly speed: number;
  seek(ms: number): void;
  setSpeed(speed: number): void;
  toggle(): void;
  pause(): void;
}

/** Plays the past on the tab's one clock: every age and countdown on screen then runs as it did. */
export function usePlayback(startMs: number, endMs: number, beginMs: number): Playback {
  const clock = useClock();
  const [{ running, speed }, set] = useState<{ running: Playback['running']; speed: number }>({
    running: 'paused',
    speed: 15,
  });
  const now = useNow();
  const atMs = Math.min(endMs, Math.max(startMs, now));
  const go = useCallback(
    (ms: number, next: { running: Playback['running']; speed: number }): void => {
      const worldMs = Math.min(endMs, Math.max(startMs, ms));
      clock.sync({ worldMs, rate: next.running === 'running' ? next.speed : 0 });
      set(next);
    },
    [clock, startMs, endMs],
  );
  useEffect(() => {
    go(beginMs, { running: 'paused', speed: 15 });
    // The next screen's own clock is that of the machine until its server tells it better.
    return () => clock.sync({ worldMs: Date.now() });
  }, [go, beginMs, clock]);
  const over = running === 'running' && now >= endMs;
  useEffect(() => {
    if (over) go(endMs, { running: 'paused', speed });
  }, [over, go, endMs, speed]);
  return {
    atMs,
    running,
    speed,
    seek: (ms) => go(ms, { running, speed }),
    setSpeed: (next) => go(clock.now(), { running, speed: next }),
    pause: () => go(clock.now(), { running: 'paused', speed }),
    toggle: () =>
      running === 'running'
        ? go(clock.now(), { running: 'paused', speed })
        : go(clock.now() >= endMs ? startMs : clock.now(), { running: 'running', speed }),
  };
}
