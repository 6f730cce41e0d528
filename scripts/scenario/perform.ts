import { readDemoSeed } from '@sitong/server/app/demo.ts';
import { indexCounty } from '@sitong/shared/kernel/master/county-index.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { PNG } from 'pngjs';
import { chanceOf } from './chance.ts';
import { outcomeOf } from './outcome.ts';
import { Actor } from './player/actor.ts';
import { Fleet } from './player/fleet.ts';
import { Mirror } from './player/mirror.ts';
import { Player } from './player/player.ts';
import { ServerLink } from './player/server-link.ts';
import { CREWS } from './story/crews.ts';
import { stormStory } from './story/story.ts';

export interface Performing {
  url: string;
  world: string;
  token: string;
  /** Absent: the door for vehicle terminals is shut. */
  jt808Port?: number | undefined;
  officers: 'hand' | 'scripted';
  seed: number;
  /** Clock time of the story at which to stop. */
  until: string | undefined;
  /** `anew`: in the middle of the evening, after a player that is gone. */
  begins: 'first' | 'anew';
  say: (line: string) => void;
}

/** Plays the storm into an open drill; the exit code. */
export async function perform({
  url,
  world,
  token,
  jt808Port,
  officers,
  seed,
  until,
  begins,
  say,
}: Performing): Promise<number> {
  const { county: code, title, households: _households, roads, ...rest } = await readDemoSeed();
  const county = indexCounty({ county: code, title, ...rest });
  const chance = chanceOf(seed);
  const link = new ServerLink({ url, world, token });
  const mirror = new Mirror(link, await link.clockOffsetMs());
  await mirror.pull();
  const drill = mirror.state.command.drills['drill'];
  if (drill === undefined) throw new Error(`${world} is not a drill that has begun`);
  const story = stormStory(county.data, { startAt: drill.startAt, seed, salt: world.slice(-6) });
  const door = jt808Port === undefined ? undefined : { host: new URL(url).hostname, port: jt808Port };
  const troubles = new Map<string, number>();
  const onError = (error: unknown, what: string): void => {
    const times = (troubles.get(what) ?? 0) + 1;
    troubles.set(what, times);
    if (times === 1) say(`trouble: ${what}: ${error instanceof Error ? error.message : String(error)}`);
  };
  const fleet = new Fleet({ crews: CREWS, county, roads, chance, day: story.day, link, world, door, onError });
  // What was heard up to the last event was sent by the player before us; everything else is sent under the
  // command ids it always had, so that nothing is done twice.
  const heardMs = begins === 'first' ? undefined : mirror.lastAtMs;
  await fleet.open(mirror.nowMs(), begins === 'first' ? new Map() : await link.lastPlaces());
  const actor = new Actor(link, world, blankPicture());
  const untilMs = until === undefined ? undefined : story.day.at(until);
  const player = new Player({
    story,
    officers,
    county,
    chance,
    world,
    link,
    mirror,
    fleet,
    actor,
    untilMs,
    heardMs,
    say,
  });
  const stop = (): void => player.stop();
  process.on('SIGTERM', stop).on('SIGINT', stop);
  try {
    const end = await player.play();
    await mirror.pull();
    say(`${end} at ${toTimestamp(mirror.nowMs()).slice(11, 19)}, ${mirror.seq} events`);
    for (const { key, code: why } of actor.refused()) say(`refused: ${key}: ${why}`);
    for (const name of player.missed) say(`left out: ${name}`);
    if (end !== 'over') return 0;
    const open = outcomeOf(mirror.state).map((check) => ({ ...check, ok: check.left.length === 0 }));
    for (const { name, ok, left } of open) say(`${ok ? 'ok  ' : 'LEFT'} ${name}${ok ? '' : `: ${left.join('; ')}`}`);
    return officers === 'hand' || open.every(({ ok }) => ok) ? 0 : 1;
  } finally {
    process.off('SIGTERM', stop).off('SIGINT', stop);
    await fleet.close();
  }
}

/** What a group sends as its proof in a drill: a grey picture, so that nobody takes it for a real one. */
function blankPicture(): Buffer {
  const png = new PNG({ width: 64, height: 48 });
  png.data.fill(0x80);
  return PNG.sync.write(png);
}
