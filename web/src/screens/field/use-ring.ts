import { practiceAt } from '@sitong/shared/kernel/practice-schedule.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { useEffect, useRef } from 'react';
import { ringTurn } from '../../pillars/rescue/field/ring.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { useField } from './field-context.tsx';
import { ring } from './sound.ts';

/** Rings when an order comes and again while nobody accepts it. A changed order rings anew. */
export function useRing(waiting: Order | undefined): void {
  const now = useNow();
  const { practice } = useField().world;
  const rung = useRef<{ key: string; turn: number }>(undefined);
  const saved = waiting?.steps.saved;
  const savedMs = saved === undefined ? undefined : Date.parse(saved);
  const turn = savedMs === undefined ? undefined : ringTurn(savedMs, now, practiceAt(practice, savedMs).order);
  const key = waiting === undefined ? undefined : `${waiting.id} ${waiting.revisions}`;
  useEffect(() => {
    if (key === undefined || turn === undefined) return;
    if (rung.current?.key === key && rung.current.turn >= turn) return;
    rung.current = { key, turn };
    ring();
  }, [key, turn]);
}
