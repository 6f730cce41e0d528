import { newId } from '@sitong/shared/kernel/ids.ts';
import type { Role } from '@sitong/shared/kernel/roles.ts';
import { IntentSchema } from '@sitong/shared/protocol/intents.ts';
import { SessionInfoSchema } from '@sitong/shared/protocol/session.ts';
import type { App } from '../app.ts';

export interface Actor {
  readonly person: string;
  /** The one that the act needs. */
  readonly role: Role;
  /** Teams this person leads; none by default. */
  readonly teams?: readonly string[];
}

type OpenWorld = NonNullable<ReturnType<App['services']['worlds']['get']>>;

/** Throws when this world is not open. */
export function openWorld(app: App, name = 'live'): OpenWorld {
  const world = app.services.worlds.get(name);
  if (world === undefined) throw new Error(`the world ${name} is not open`);
  return world;
}

/** Acts in a running server as this person, who signs in nowhere. Throws what the world refused. */
export async function actAs(
  app: App,
  { person, role, teams = [] }: Actor,
  intent: object,
  world = 'live',
): Promise<void> {
  const session = SessionInfoSchema.parse({
    username: person,
    person,
    name: person,
    roles: [role],
    posts: [],
    deputyFor: [],
    division: app.services.master.county.county,
    tags: [],
    teams,
    worlds: [world],
  });
  const command = { commandId: newId(), intent: IntentSchema.parse(intent) };
  const answer = await openWorld(app, world).live.submit(session, command);
  if (!answer.ok) throw new Error(`${person}: ${JSON.stringify(intent)}: ${JSON.stringify(answer.refused)}`);
}
