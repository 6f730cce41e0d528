import { derivedId, type Id, LIVE, type WorldId } from '@sitong/shared/kernel/ids.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import type { Channel, ChannelId } from '../../channels/channel.ts';
import type { JobSpec } from '../../plumbing/jobs/job-spec.ts';
import type { OpenWorld } from '../worlds.ts';

/** What the outbox handlers stand on; a test puts its own channels here. */
export interface Around {
  world: (id: WorldId) => OpenWorld | undefined;
  county: () => CountyIndex;
  channel: (id: ChannelId, world: WorldId) => Channel;
  /** Those of these persons whose own phone is signed in, and who therefore answer for themselves. */
  signedIn: (persons: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Whether simulated people may answer in this world: in drills and the demo county, never in a real one. */
  playsPeople: (world: WorldId) => 'yes' | 'no';
  enqueue: (jobs: readonly JobSpec[]) => Promise<void>;
}

export function kindOf(world: WorldId): 'live' | 'drill' {
  return world === LIVE ? 'live' : 'drill';
}

/** Refusals that pass by themselves: the job is tried again. Any other refusal is an answer. */
const TRY_AGAIN: readonly string[] = ['overloaded', 'too_busy'];

/** Sends an own intent under an id that comes out the same at every repeat of the job. */
export async function submit(world: OpenWorld, parts: readonly (string | number)[], intent: Intent, causedBy?: number) {
  const commandId: Id = derivedId('outbox', world.runtime.world, ...parts);
  const answer = await world.submitSystem(commandId, intent, causedBy);
  if (!answer.ok && TRY_AGAIN.includes(answer.refused.code))
    throw new Error(`${intent.type} was not taken (${answer.refused.code}); it is tried again`);
  return answer;
}
