import type { z } from 'zod';
import { type ById, put, type Visible } from '../../kernel/collection.ts';
import type { Timestamp } from '../../kernel/time.ts';
import type { CommandEvent, WallViewSchema } from './events.ts';
import { seen } from './seen.ts';

/** What a console has put on the wall, and who did. */
export interface WallNow extends Visible {
  view: z.infer<typeof WallViewSchema>;
  by: string;
  at: Timestamp;
}

export function evolveWall(wall: ById<WallNow>, event: Extract<CommandEvent, { type: 'WallSteered' }>): ById<WallNow> {
  return put(wall, 'now', { view: event.body.view, by: event.actor.person, at: event.at, ...seen(event) });
}
