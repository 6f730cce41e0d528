import type { Words } from '../words.ts';
import type { refusals as zh } from '../zh-CN/refusals.ts';

export const refusals = {
  unknown: 'Refused (code {{code}})',
  code: {
    role_required: 'This account may not do that; it needs the role {{roles}}',
    overloaded: 'The server is overloaded and did not take this; try again shortly',
    too_busy: 'Several people are changing the same thing; try again',
    world_closed: 'This drill or world is closed',
    unavailable: 'The server cannot settle this now; the outcome is unknown and a retry is safe',
    bad_intent: 'The content does not fit: {{message}}',
    no_connection: 'Not connected to the server yet',
  },
} as const satisfies Words<typeof zh>;
