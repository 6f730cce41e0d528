import type { Beat } from './beat.ts';
import { closingBeats } from './officers-close.ts';
import { openingBeats } from './officers-open.ts';
import { reportBeats } from './officers-report.ts';
import { warningBeats } from './officers-warn.ts';

/** The whole evening of the officers, in the order of the clock. */
export function officersBeats(): Beat[] {
  return [...openingBeats(), ...warningBeats(), ...reportBeats(), ...closingBeats()].sort((a, b) =>
    a.clock.localeCompare(b.clock),
  );
}
