import { command } from './command.ts';
import { common } from './common.ts';
import { monitoring } from './monitoring.ts';
import { refusals } from './refusals.ts';
import { release } from './release.ts';
import { rescue } from './rescue.ts';
import { signin } from './signin.ts';
import { ui } from './ui.ts';

/** Areas that come with the page itself: wall, phone and sign-in say nothing else but their own. */
export const everywhere = { common, ui, signin, monitoring, rescue, release, command, refusals } as const;
