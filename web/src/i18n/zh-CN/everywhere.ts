import { command } from './command.ts';
import { common } from './common.ts';
import { refusals } from './refusals.ts';
import { release } from './release.ts';
import { rescue } from './rescue.ts';
import { signin } from './signin.ts';
import { ui } from './ui.ts';

/** Areas that come with the page itself: phone and sign-in say nothing else but their own, the wall also what alarms say. */
export const everywhere = { common, ui, signin, rescue, release, command, refusals } as const;
