import type { Who } from '@sitong/shared/pillars/command/can.ts';
import type { CommandEvent } from '@sitong/shared/pillars/command/events.ts';
import type { DecideContext } from '../context.ts';
import { eventMaker } from '../new-event.ts';

export const event = eventMaker<CommandEvent>();

export function whoActs({ sender }: DecideContext): Who {
  return sender.kind === 'system' ? 'system' : sender.session;
}

/** The seat things go to when nobody at a desk made them. */
export const DUTY_SEAT = 'duty';
