import { distanceM } from '@sitong/shared/kernel/geo.ts';
import { derivedId } from '@sitong/shared/kernel/ids.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { MINUTE_MS, SECOND_MS, toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Chance } from '../chance.ts';
import type { Act } from '../habits/act.ts';
import { acknowledge } from '../habits/alarms.ts';
import { callActs } from '../habits/calls.ts';
import { crewActs } from '../habits/crews.ts';
import { setAside } from '../habits/responses.ts';
import { taskActs } from '../habits/tasks.ts';
import type { Beat, Situation } from '../story/beat.ts';
import { CREWS, SILENT_PEOPLE } from '../story/crews.ts';
import type { Story } from '../story/story.ts';
import type { Actor } from './actor.ts';
import type { Fleet } from './fleet.ts';
import type { Mirror } from './mirror.ts';
import { Pace } from './pace.ts';
import { DoorError, type ServerLink } from './server-link.ts';

export interface PlayerOptions {
  story: Story;
  officers: 'hand' | 'scripted';
  county: CountyIndex;
  chance: Chance;
  world: string;
  link: ServerLink;
  mirror: Mirror;
  fleet: Fleet;
  actor: Actor;
  /** World time at which the clock is stopped and the play ends. */
  untilMs: number | undefined;
  /** Readings up to this world time were sent by a player before this one. */
  heardMs: number | undefined;
  say: (line: string) => void;
}

/** A moment of the story: so much world time, as long as the server can be asked that often. */
const MOMENT_S = 5;
const TICK_MS = [30, 200] as const;
const DEFAULT_PATIENCE_MIN = 3;
/** At a high speed three minutes are over in a breath: a deed is given up only when it had this many moments too. */
const LEAST_MOMENTS = 10;
/** The last minutes before a wanted one are played slowly: the picture is then of the story, not of the speed. */
const SLOW_BEFORE_MS = 6 * MINUTE_MS;
const SLOW_SPEED = 10;
const AT_ONCE = 6;
const NEAR_M = 180;
const PROMPT_MARK = '【来电】';
const MOST_TROUBLE = 50;

/** Plays the story into a drill world, moment by moment of its clock. */
export class Player {
  readonly #options: PlayerOptions;
  #readings = 0;
  #bulletins = 0;
  #calls = 0;
  #reports = 0;
  #beats: Beat[];
  readonly #moments = new Map<Beat, number>();
  readonly #pace = new Pace();
  #trouble = 0;
  #life: 'playing' | 'stopped' = 'playing';
  /** Beats for which nothing came up or that were refused to the end. */
  readonly missed: string[] = [];

  constructor(options: PlayerOptions) {
    this.#options = options;
    this.#beats = options.officers === 'scripted' ? [...options.story.beats] : [];
    const { heardMs } = options;
    if (heardMs !== undefined) this.#readings = options.story.readings.filter(({ atMs }) => atMs <= heardMs).length;
  }

  stop(): void {
    this.#life = 'stopped';
  }

  /** Resolves when the story is over, the wanted minute is reached, or the drill was ended. */
  async play(): Promise<'over' | 'until' | 'ended' | 'stopped'> {
    const { mirror, story, untilMs, fleet } = this.#options;
    for (;;) {
      if (this.#life === 'stopped') return 'stopped';
      const began = Date.now();
      await this.#moment();
      if (mirror.status === 'ended') return 'ended';
      const nowMs = mirror.nowMs();
      const { speed, running } = mirror.clock;
      if (untilMs !== undefined && (await this.#steerTo(untilMs, nowMs))) return 'until';
      if (nowMs >= story.endMs + MINUTE_MS) {
        await this.#setClock(speed, 'paused', 'end');
        return 'over';
      }
      if (running === 'running') await this.#keepPace(Date.now() - began, speed, nowMs);
      if (running === 'running')
        fleet.step(mirror.state.rescue, { worldMs: nowMs, serverMs: mirror.serverMs() }, speed);
      const [least, most] = TICK_MS;
      const tickMs = Math.min(most, Math.max(least, (MOMENT_S * SECOND_MS) / speed));
      await new Promise((resolve) => setTimeout(resolve, Math.max(least, tickMs - (Date.now() - began))));
    }
  }

  async #moment(): Promise<void> {
    try {
      await this.#options.mirror.pull();
      const nowMs = this.#options.mirror.nowMs();
      await this.#doors(nowMs);
      await this.#people(nowMs);
      this.#trouble = 0;
    } catch (error) {
      // A busy or restarting server: what was not taken is sent again at the next moment.
      this.#trouble += 1;
      const passing = !(error instanceof DoorError) || error.status === 429 || error.status >= 500;
      if (!passing || this.#trouble > MOST_TROUBLE) throw error;
      this.#options.say(`waiting: ${error instanceof Error ? error.message : String(error)}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  async #doors(nowMs: number): Promise<void> {
    const { story, link } = this.#options;
    for (let batch = story.readings[this.#readings]; batch !== undefined && batch.atMs <= nowMs; ) {
      await link.readings(batch.rows);
      this.#readings += 1;
      batch = story.readings[this.#readings];
    }
    for (let one = story.bulletins[this.#bulletins]; one !== undefined && one.atMs <= nowMs; ) {
      await link.bulletin(one.xml);
      this.#options.say(`${clock(nowMs)} CAP ${this.#bulletins + 1}`);
      this.#bulletins += 1;
      one = story.bulletins[this.#bulletins];
    }
  }

  async #people(nowMs: number): Promise<void> {
    await this.#tellCalls(nowMs);
    await this.#playBeats(nowMs);
    const acts = this.#habits(nowMs);
    for (let i = 0; i < acts.length; i += AT_ONCE)
      await Promise.all(acts.slice(i, i + AT_ONCE).map((act) => this.#options.actor.perform(act, nowMs)));
  }

  /** Calls to the desk, and in the hands of people also what villages report by themselves. */
  async #tellCalls(nowMs: number): Promise<void> {
    const { story, actor, officers, world } = this.#options;
    for (let call = story.calls[this.#calls]; call !== undefined && call.atMs <= nowMs; ) {
      const act: Act = {
        key: `prompt/${this.#calls}`,
        as: 'duty',
        intent: { type: 'EnterDutyLog', text: `${PROMPT_MARK}${call.text}` },
      };
      await actor.perform(act, nowMs);
      this.#calls += 1;
      call = story.calls[this.#calls];
    }
    if (officers === 'scripted') return;
    for (let one = story.villageReports[this.#reports]; one !== undefined && one.atMs <= nowMs; ) {
      const incidentId = derivedId('village-report', world, this.#reports);
      // Refused as a near duplicate when the desk was quicker: that is as it should be.
      await actor.perform(
        { key: `village/${this.#reports}`, as: one.as, intent: { ...one.intent, incidentId } },
        nowMs,
      );
      this.#reports += 1;
      one = story.villageReports[this.#reports];
    }
  }

  async #playBeats(nowMs: number): Promise<void> {
    const { story, actor, say } = this.#options;
    const due = this.#beats.filter((beat) => story.day.at(beat.clock) <= nowMs);
    for (const beat of due) {
      const intent = beat.intent(this.#situation(nowMs));
      const outcome =
        intent === undefined ? 'waits' : await actor.perform({ key: beat.name, as: beat.as, intent }, nowMs);
      const patienceMs = (beat.patienceMin ?? DEFAULT_PATIENCE_MIN) * MINUTE_MS;
      const moments = (this.#moments.get(beat) ?? 0) + 1;
      this.#moments.set(beat, moments);
      const late = nowMs > story.day.at(beat.clock) + patienceMs && moments >= LEAST_MOMENTS;
      if (outcome === 'done') say(`${clock(nowMs)} ${beat.as}: ${beat.name}`);
      else if (late) this.missed.push(beat.name);
      if (outcome === 'done' || late) this.#beats = this.#beats.filter((one) => one !== beat);
    }
  }

  #habits(nowMs: number): Act[] {
    const { mirror, story, chance, county, fleet, officers } = this.#options;
    const { state } = mirror;
    const played = officers === 'scripted' ? ('played' as const) : ('left' as const);
    const near = (team: string, to: { lon: number; lat: number } | undefined): boolean => {
      const place = fleet.placeOf(team);
      return place !== undefined && to !== undefined && distanceM(place, to) < NEAR_M;
    };
    const crews = crewActs(
      state.rescue,
      {
        crews: CREWS,
        county,
        chance,
        accounts: played,
        isHome: (team) => near(team, county.teams.get(team)?.base),
        isThere: (team, order) => near(team, order.content.destination.point),
      },
      nowMs,
    );
    const calls = callActs(
      state.release,
      { county, chance, day: story.day, silent: SILENT_PEOPLE, desk: played },
      nowMs,
    );
    if (officers === 'hand') return [...crews, ...calls];
    return [
      ...acknowledge(state.monitoring, story.day, chance, nowMs),
      ...crews,
      ...calls,
      ...taskActs(state.command, nowMs),
      ...setAside(state.command, story.day, nowMs),
    ];
  }

  #situation(nowMs: number): Situation {
    const { mirror, county, story, world } = this.#options;
    return { state: mirror.state, county, day: story.day, nowMs, id: (name) => derivedId('story', world, name) };
  }

  /** Officers who are played are no quicker than the machine; people at their desks keep the speed they chose. */
  async #keepPace(tookMs: number, speed: number, nowMs: number): Promise<void> {
    const { officers, untilMs, say } = this.#options;
    if (officers === 'hand' || (untilMs !== undefined && untilMs - nowMs < 2 * SLOW_BEFORE_MS && speed <= SLOW_SPEED))
      return;
    const next = this.#pace.after(tookMs, speed);
    if (next === undefined) return;
    say(`${clock(nowMs)} at ${next} times instead of ${speed}`);
    await this.#setClock(next, 'running', `pace/${nowMs}`);
  }

  /** Slows down before the wanted minute and stops on it. True when it is reached. */
  async #steerTo(untilMs: number, nowMs: number): Promise<boolean> {
    const { clock: now } = this.#options.mirror;
    const left = untilMs - nowMs;
    if (left <= 0) {
      if (now.running === 'running') await this.#setClock(now.speed, 'paused', `until/${untilMs}`);
      return true;
    }
    const [, tickMs] = TICK_MS;
    if (now.speed > 1 && left < Math.min(now.speed, SLOW_SPEED) * 4 * tickMs)
      await this.#setClock(1, 'running', `slow/${untilMs}`);
    else if (now.speed > SLOW_SPEED && left < SLOW_BEFORE_MS + now.speed * tickMs)
      await this.#setClock(SLOW_SPEED, 'running', `slower/${untilMs}`);
    else if (now.speed === 1 && left < 2 * tickMs) {
      await new Promise((resolve) => setTimeout(resolve, left));
    }
    return false;
  }

  async #setClock(speed: number, running: 'running' | 'paused', why: string): Promise<void> {
    const { actor, mirror } = this.#options;
    await actor.perform(
      { key: `clock/${why}`, as: 'duty', intent: { type: 'SetWorldClock', speed, running } },
      mirror.nowMs() + SECOND_MS,
    );
    await mirror.pull();
  }
}

function clock(ms: number): string {
  return toTimestamp(ms).slice(11, 19);
}
