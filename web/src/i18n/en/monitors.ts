import type { Words } from '../words.ts';
import type { monitors as chinese } from '../zh-CN/monitors.ts';

/** Two windows of one person on two monitors. */
export const monitors = {
  follow: {
    open: 'Open dispatch in a second window',
    key: 'This window follows the other; again: it does not',
    menu: 'Follow the other window',
    on: 'This window follows the incident chosen in the other',
    off: 'This window no longer follows',
    where: 'Only the dispatch desk and the incident room can follow',
    blocked: 'The browser blocked the window: allow pop-ups of this site',
    mark: 'Follows the other window',
    markAt: 'Follows the other window · {{at}}',
  },
} as const satisfies Words<typeof chinese>;
