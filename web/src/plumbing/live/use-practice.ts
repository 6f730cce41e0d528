import type { Practice, PracticeAt } from '@sitong/shared/kernel/practice.ts';
import {
  PRACTICE_KEY,
  type PracticeSchedule,
  practiceAt,
  practiceLookup,
} from '@sitong/shared/kernel/practice-schedule.ts';
import { useMemo, useSyncExternalStore } from 'react';
import { useClock } from '../../ui/clock/clock-context.tsx';
import { useLive, useWorldState } from './live-store.ts';

function usePracticeBook(): PracticeSchedule | undefined {
  return useWorldState((state) => state.command.practice[PRACTICE_KEY]);
}

/** Local practice at any moment of this world: a clock runs by the one in force when it began. */
export function usePracticeAt(): PracticeAt {
  const book = usePracticeBook();
  return useMemo(() => practiceLookup(book), [book]);
}

/** Local practice in force now. Drawn again when it changes or another one takes effect, not every second. */
export function usePractice(): Practice {
  const book = usePracticeBook();
  const clock = useClock();
  return useSyncExternalStore(clock.subscribe, () => practiceAt(book, clock.tickMs()));
}

/** The same outside React, for an act at the moment it is pressed. World time, ms. */
export function practiceNow(nowMs: number): Practice {
  return practiceAt(useLive.getState().replica.state.command.practice[PRACTICE_KEY], nowMs);
}
