import { EVERYONE } from '@sitong/shared/kernel/envelope.ts';
import {
  orderFaults,
  type PracticeFault,
  type PracticeValues,
  practiceOf,
  SHIPPED_VALUES,
  valueFaults,
  valuesOf,
} from '@sitong/shared/kernel/practice.ts';
import {
  PRACTICE_KEY,
  type PracticeSchedule,
  valuesAt,
  withChange,
  withoutChange,
} from '@sitong/shared/kernel/practice-schedule.ts';
import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { DAY_MS, MINUTE_MS, toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { decided } from '../../new-event.ts';
import { event } from '../event.ts';

type Of<T extends CommandIntent['type']> = Extract<CommandIntent, { type: T }>;

const STREAM = `practice/${PRACTICE_KEY}`;
/** A moment just past is a slow hand or a fast clock; further back would rewrite what clocks already ran by. */
const MOST_BACK_MS = MINUTE_MS;
const MOST_AHEAD_MS = 400 * DAY_MS;
const MOST_WAITING = 40;

/** Every screen of the world goes by it. */
function visible({ county }: DecideContext) {
  return { division: county.county, audience: [EVERYONE] };
}

/** CMD-40: once in the life of a world. */
export function adoptPractice({ values, from }: Of<'AdoptPractice'>, context: DecideContext): Decision<Decided> {
  if (context.state.command.practice[PRACTICE_KEY] !== undefined) return refuse('practice_already_adopted');
  return decided([event(STREAM, 'PracticeAdopted', visible(context), { version: 1, values, from })]);
}

/** CMD-41, CMD-42 */
export function setPractice(intent: Of<'SetPractice'>, context: DecideContext): Decision<Decided> {
  const book: PracticeSchedule = context.state.command.practice[PRACTICE_KEY] ?? {
    version: 0,
    base: SHIPPED_VALUES,
    changes: [],
  };
  if (intent.sawVersion !== book.version)
    return refuse('practice_changed', { saw: intent.sawVersion, version: book.version }, 'sawVersion');
  const reason = intent.reason.trim();
  if (reason === '') return refuse('reason_required', {}, 'reason');
  const fromMs = intent.effectiveFrom === undefined ? context.nowMs : toMs(intent.effectiveFrom);
  if (fromMs < context.nowMs - MOST_BACK_MS) return refuse('effective_in_past', {}, 'effectiveFrom');
  if (fromMs > context.nowMs + MOST_AHEAD_MS) return refuse('effective_too_far', { days: 400 }, 'effectiveFrom');
  const waiting = book.changes.filter((change) => toMs(change.effectiveFrom) > context.nowMs);
  if (waiting.length >= MOST_WAITING) return refuse('too_many_waiting', { most: MOST_WAITING });
  const [bad] = valueFaults(intent.values);
  if (bad !== undefined) return refusalOf(bad);
  const before = wholeAt(book, fromMs);
  const values = Object.fromEntries(Object.entries(intent.values).filter(([path, value]) => before[path] !== value));
  if (Object.keys(values).length === 0) return refuse('nothing_changed');
  const change = { version: book.version + 1, effectiveFrom: toTimestamp(fromMs), values };
  const wrong = firstOrderFault(withChange(book, change, context.nowMs), fromMs);
  if (wrong !== undefined) return refusalOf(wrong);
  return decided([event(STREAM, 'PracticeChanged', visible(context), { ...change, reason })]);
}

/** CMD-43 */
export function withdrawPractice(
  { version, reason }: Of<'WithdrawPractice'>,
  context: DecideContext,
): Decision<Decided> {
  const book = context.state.command.practice[PRACTICE_KEY];
  const change = book?.changes.find((one) => one.version === version);
  if (book === undefined || change === undefined) return refuse('unknown_version', { version }, 'version');
  const fromMs = toMs(change.effectiveFrom);
  if (fromMs <= context.nowMs) return refuse('already_in_effect', { version }, 'version');
  const wrong = firstOrderFault(withoutChange(book, version), fromMs);
  if (wrong !== undefined) return refusalOf(wrong);
  return decided([event(STREAM, 'PracticeWithdrawn', visible(context), { version, reason: reason.trim() || '—' })]);
}

/** All values at a moment, filled up with what we ship. */
function wholeAt(book: PracticeSchedule, atMs: number): PracticeValues {
  return valuesOf(practiceOf(valuesAt(book, atMs)));
}

/** From this moment on at every moment something takes effect, the whole must hang together. */
function firstOrderFault(book: PracticeSchedule, fromMs: number): PracticeFault | undefined {
  const moments = [fromMs, ...book.changes.map((change) => toMs(change.effectiveFrom)).filter((ms) => ms > fromMs)];
  for (const moment of moments) {
    const [fault] = orderFaults(wholeAt(book, moment));
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function refusalOf(fault: PracticeFault) {
  const facts = { path: fault.path, ...(fault.code === 'out_of_order' ? { after: fault.after } : {}) };
  return refuse(`value_${fault.code}`, facts, `values.${fault.path}`);
}
