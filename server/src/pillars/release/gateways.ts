import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { LIVE } from '@sitong/shared/kernel/ids.ts';
import type { ReleaseEvent } from '@sitong/shared/pillars/release/events.ts';

type Attempted = Extract<ReleaseEvent, { type: 'CallAttempted' }>['body']['channels'];

/**
 * Ways one attempt goes out, in parallel. No SMS, voice or report gateway has credentials yet, so each is a
 * simulator and says so; the app is this system itself, real in the live world only.
 */
export function attemptChannels(world: WorldId): Attempted {
  return [
    { channel: 'voice', simulated: true },
    { channel: 'sms', simulated: true },
    { channel: 'app', simulated: world !== LIVE },
  ];
}

/** There is no line to the upper level's system: sending is recorded here and printed. */
export const REPORT_LINE = { simulated: true } as const;
