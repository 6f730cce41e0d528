import type { PracticeAt } from '@sitong/shared/kernel/practice.ts';
import { MINUTE_MS } from '@sitong/shared/kernel/time.ts';
import { safetyDueMs } from '@sitong/shared/pillars/rescue/clocks.ts';
import type { Order, TeamNow } from '@sitong/shared/pillars/rescue/state.ts';

/** What this phone said that the server may not have heard, world time, ms. */
export interface SaidHere {
  arrivedMs: number | undefined;
  /** Newest note about the order's incident. */
  noteMs: number | undefined;
  /** Newest word that the team is safe. */
  safeMs: number | undefined;
}

/** What runs once a team is there: until it has arrived only the time to arrive counts, from then on only these. */
export interface SceneClocks {
  arrivedMs: number;
  /** The next word of how it goes, at the interval the order asks for. */
  feedbackDueMs: number;
  /** [RES-14] The next word that everybody is safe. */
  safetyDueMs: number;
}

/** `undefined` until an arrival is known, here or at the server. The later of what both know counts. */
export function sceneClocks(
  order: Order,
  team: TeamNow | undefined,
  said: SaidHere,
  practiceAt: PracticeAt,
): SceneClocks | undefined {
  const carries = team?.orderId === order.id && (team.status === 'on_scene' || team.status === 'working');
  // `since` begins anew when the team tells that it works: what was pressed here on arrival is the older, truer one.
  const known = carries ? Date.parse(team.since) : Number.POSITIVE_INFINITY;
  const arrivedMs = Math.min(known, said.arrivedMs ?? Number.POSITIVE_INFINITY);
  if (!Number.isFinite(arrivedMs)) return undefined;
  const saidAt = said.safeMs === undefined || said.safeMs < arrivedMs ? arrivedMs : said.safeMs;
  const own = saidAt + practiceAt(saidAt).order.safetyCheckMin * MINUTE_MS;
  const told = carries ? safetyDueMs(team, practiceAt) : undefined;
  return {
    arrivedMs,
    feedbackDueMs: Math.max(arrivedMs, said.noteMs ?? arrivedMs) + order.content.feedbackMin * MINUTE_MS,
    safetyDueMs: Math.max(own, told ?? own),
  };
}
