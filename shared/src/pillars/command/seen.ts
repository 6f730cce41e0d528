import type { Visible } from '../../kernel/collection.ts';
import type { CommandEvent } from './events.ts';

/** Who may see a stream follows its newest event. */
export function seen(event: CommandEvent): Visible {
  return { division: event.division, audience: event.audience };
}
