import { DEFAULT_PRACTICE, type Practice, type PracticeAt, type PracticeValues, practiceOf } from './practice.ts';
import { toMs } from './time.ts';

/** A change: the values it sets, from a moment of world time on, until another one sets them again. */
export interface PracticeChange {
  version: number;
  effectiveFrom: string;
  values: PracticeValues;
}

/** The practice of one world over time: a whole to begin with, and what was changed since. */
export interface PracticeSchedule {
  /** Version of the newest change, withdrawn ones among them. */
  version: number;
  base: PracticeValues;
  /** In the order in which they take effect. */
  changes: readonly PracticeChange[];
}

/** Key of the one schedule of a world; its stream is `practice/now`. */
export const PRACTICE_KEY = 'now';

/** Changes kept one by one. Older ones that have taken effect become part of the base. */
const MOST_CHANGES = 60;

/** Of two that take effect together the later made wins. */
function byEffect(a: PracticeChange, b: PracticeChange): number {
  return toMs(a.effectiveFrom) - toMs(b.effectiveFrom) || a.version - b.version;
}

/**
 * Adds a change made at world time `atMs`. The list is bounded: beyond it the oldest change already in effect
 * joins the base, so a clock that began before some sixty changes ago runs by the oldest known practice.
 */
export function withChange(schedule: PracticeSchedule, change: PracticeChange, atMs: number): PracticeSchedule {
  const changes = [...schedule.changes, change].sort(byEffect);
  let base = schedule.base;
  while (changes.length > MOST_CHANGES) {
    const oldest = changes[0];
    if (oldest === undefined || toMs(oldest.effectiveFrom) > atMs) break;
    base = { ...base, ...oldest.values };
    changes.shift();
  }
  return { version: Math.max(schedule.version, change.version), base, changes };
}

/** Takes back a change that has not taken effect. */
export function withoutChange(schedule: PracticeSchedule, version: number): PracticeSchedule {
  return { ...schedule, changes: schedule.changes.filter((change) => change.version !== version) };
}

/** All values at a moment, by path; not filled up with shipped defaults. */
export function valuesAt(schedule: PracticeSchedule, atMs: number): PracticeValues {
  const found: Record<string, PracticeValues[string]> = { ...schedule.base };
  for (const change of schedule.changes) {
    if (toMs(change.effectiveFrom) <= atMs) Object.assign(found, change.values);
  }
  return found;
}

/** The change that took effect last before a moment; undefined: the base alone. */
export function changeAt(schedule: PracticeSchedule, atMs: number): PracticeChange | undefined {
  return schedule.changes.findLast((change) => toMs(change.effectiveFrom) <= atMs);
}

interface Stretch {
  fromMs: number;
  practice: Practice;
}
const stretches = new WeakMap<PracticeSchedule, readonly Stretch[]>();

/** Newest first; made once for each version of the schedule, so that one practice is one object. */
function stretchesOf(schedule: PracticeSchedule): readonly Stretch[] {
  let known = stretches.get(schedule);
  if (known === undefined) {
    const from = [...new Set(schedule.changes.map((change) => toMs(change.effectiveFrom)))].reverse();
    known = [...from, Number.NEGATIVE_INFINITY].map((fromMs) => ({
      fromMs,
      practice: practiceOf(valuesAt(schedule, fromMs)),
    }));
    stretches.set(schedule, known);
  }
  return known;
}

/** The practice in force at a moment of world time, ms; a world that knows none has what we ship. */
export function practiceAt(schedule: PracticeSchedule | undefined, atMs: number): Practice {
  if (schedule === undefined) return DEFAULT_PRACTICE;
  return stretchesOf(schedule).find(({ fromMs }) => fromMs <= atMs)?.practice ?? DEFAULT_PRACTICE;
}

export function practiceLookup(schedule: PracticeSchedule | undefined): PracticeAt {
  return (atMs) => practiceAt(schedule, atMs);
}

/** The next moment at which another practice takes effect; undefined: none is waiting. */
export function nextEffectMs(schedule: PracticeSchedule | undefined, nowMs: number): number | undefined {
  return schedule?.changes.map((change) => toMs(change.effectiveFrom)).find((fromMs) => fromMs > nowMs);
}
