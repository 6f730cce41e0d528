import { paths } from '../../paths.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { inWorld } from '../../plumbing/live/world-address.ts';
import { chosenOf } from './chosen.ts';
import { FOLLOW_PART } from './follow-store.ts';

/**
 * The dispatch desk in a window of its own, about what this one is about, following it. Named: asked for again, the
 * same window comes to the front. `blocked`: the browser allows this site no windows.
 */
export function openSecondWindow(): 'opened' | 'blocked' {
  const { world, replica } = useLive.getState();
  const { pathname, search, origin } = window.location;
  const address = new URL(inWorld(paths.dispatch, world), origin);
  const chosen = chosenOf(pathname, search, replica.state.monitoring.alarms);
  if (chosen?.kind === 'incident') address.searchParams.set('incident', chosen.incident);
  if (chosen?.kind === 'place') address.searchParams.set('division', chosen.division);
  address.searchParams.set(FOLLOW_PART, '1');
  return window.open(address, 'sitong-second') === null ? 'blocked' : 'opened';
}
