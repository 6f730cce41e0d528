import type { Visible } from '../../kernel/collection.ts';
import type { Timestamp } from '../../kernel/time.ts';
import type { ReleaseEvent } from './events.ts';

/** Who may see a stream follows its newest event. */
export function seen(event: ReleaseEvent): Visible {
  return { division: event.division, audience: event.audience };
}

export function mark(event: ReleaseEvent): { by: string; at: Timestamp } {
  return { by: event.actor.person, at: event.at };
}

export function withAuthor(authors: readonly string[], person: string): readonly string[] {
  return authors.includes(person) ? authors : [...authors, person];
}
