import { type ById, patch, put, type Visible } from '../../kernel/collection.ts';
import { PRACTICE_KEY, type PracticeSchedule, withChange, withoutChange } from '../../kernel/practice-schedule.ts';
import { assertNever } from '../../kernel/refusal.ts';
import { toMs } from '../../kernel/time.ts';
import type { CommandEvent } from './events.ts';
import { seen } from './seen.ts';

/** The practice of this world over time, and who may see it. */
export interface PracticeBook extends PracticeSchedule, Visible {}

type PracticeEvent = Extract<CommandEvent, { type: 'PracticeAdopted' | 'PracticeChanged' | 'PracticeWithdrawn' }>;

/** CMD-40 to CMD-43. World times only: the same log gives the same book, whenever it is read. */
export function evolvePractice(books: ById<PracticeBook>, event: PracticeEvent): ById<PracticeBook> {
  switch (event.type) {
    case 'PracticeAdopted': {
      const { version, values } = event.body;
      return put(books, PRACTICE_KEY, { version, base: values, changes: [], ...seen(event) });
    }
    case 'PracticeChanged': {
      const { version, effectiveFrom, values } = event.body;
      const change = { version, effectiveFrom, values };
      return patch(books, PRACTICE_KEY, (book) => ({
        ...book,
        ...withChange(book, change, toMs(event.at)),
        ...seen(event),
      }));
    }
    case 'PracticeWithdrawn':
      return patch(books, PRACTICE_KEY, (book) => ({
        ...book,
        ...withoutChange(book, event.body.version),
        ...seen(event),
      }));
    default:
      return assertNever(event);
  }
}
