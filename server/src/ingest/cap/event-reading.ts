import type { EventType } from './event-types.ts';
import { eventTypeOfCode, eventTypeOfText } from './event-types.ts';
import type { CapInfo } from './model.ts';

/** What a warning is about: by code, then by event, then by headline; null when none names a known type. */
export function readEventType(info: CapInfo): EventType | null {
  for (const { value } of info.eventCodes) {
    const byCode = eventTypeOfCode(value);
    if (byCode !== null) return byCode;
  }
  return eventTypeOfCode(info.event) ?? eventTypeOfText(info.event) ?? eventTypeOfText(info.headline ?? '');
}
