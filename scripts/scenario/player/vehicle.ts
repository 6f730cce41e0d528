import { distanceM, type Point } from '@sitong/shared/kernel/geo.ts';
import { MINUTE_MS, SECOND_MS, toMs } from '@sitong/shared/kernel/time.ts';
import type { RescueState } from '@sitong/shared/pillars/rescue/state.ts';
import { isAtOrPast } from '@sitong/shared/pillars/rescue/team-ladder.ts';
import { between, type Chance } from '../chance.ts';
import type { Crew } from '../story/crews.ts';
import { type Drive, driveAlong, type FindWay, type Place, placeOn } from './motion.ts';

export interface VehicleOptions {
  crew: Crew;
  base: Point;
  /** Where it stands now, when it is not the beginning of the evening. */
  here: Point | undefined;
  /** Places a patrol goes to. */
  patrol: readonly Point[];
  find: FindWay;
  chance: Chance;
}

const PATROL_KMH = 26;
const DWELL_MIN = [4, 9] as const;
const SAME_PLACE_M = 60;

/** One vehicle: on patrol, on the way to the place of an order, at work, on the way home. */
export class Vehicle {
  readonly crew: Crew;
  readonly #options: VehicleOptions;
  #drive: Drive;
  #goal: Point;
  #rounds = 0;
  #restsUntilMs: number;

  constructor(options: VehicleOptions, nowMs: number) {
    this.#options = options;
    this.crew = options.crew;
    const [lon, lat] = options.crew.posted ?? [options.base.lon, options.base.lat];
    this.#goal = options.here ?? { lon, lat };
    this.#drive = driveAlong([this.#goal], nowMs, 0);
    this.#restsUntilMs = nowMs + this.#dwellMs();
  }

  /** Looks at what the team is to do, and goes on. */
  at(state: RescueState, nowMs: number): Place {
    const goal = this.#goalOf(state, nowMs);
    if (goal === undefined) return this.#patrol(state, nowMs);
    if (distanceM(goal, this.#goal) > 1) this.#go(goal, nowMs, this.crew.speedKmh);
    return placeOn(this.#drive, nowMs);
  }

  #goalOf(state: RescueState, nowMs: number): Point | undefined {
    const now = state.teams[this.crew.team];
    if (now === undefined) return undefined;
    const order = now.orderId === undefined ? undefined : state.orders[now.orderId];
    if (now.status === 'withdrawing' || now.status === 'returned') return this.#options.base;
    if (isAtOrPast(now.status, 'departed')) return order?.content.destination.point ?? this.#goal;
    if (now.status === 'off_duty') return placeOn(this.#drive, nowMs);
    // Played by hand, a leader may forget to say that the team has left.
    const accepted = order?.steps.accepted;
    const left = accepted !== undefined && nowMs >= toMs(accepted) + this.crew.departS * SECOND_MS;
    return order?.status === 'accepted' && left ? order.content.destination.point : undefined;
  }

  /** Waits for orders on the road: a short round now and then. One that was ordered stays where it is. */
  #patrol(state: RescueState, nowMs: number): Place {
    const place = placeOn(this.#drive, nowMs);
    if (place.arrived === 'no' || nowMs < this.#restsUntilMs) return place;
    const status = state.teams[this.crew.team]?.status ?? 'available';
    if (status !== 'available' || this.crew.carries === 'phone' || this.crew.posted !== undefined) return place;
    const { base, patrol, chance } = this.#options;
    this.#rounds += 1;
    const pick = Math.floor(chance(this.crew.team, 'round', this.#rounds) * patrol.length);
    const home = this.#rounds % 2 === 0 ? base : (patrol[pick] ?? base);
    this.#go(home, nowMs, PATROL_KMH);
    const metres = this.#drive.along.at(-1) ?? 0;
    this.#restsUntilMs = nowMs + (metres * 3600) / PATROL_KMH + this.#dwellMs();
    return place;
  }

  #go(goal: Point, nowMs: number, speedKmh: number): void {
    const here = placeOn(this.#drive, nowMs);
    this.#goal = goal;
    const way = distanceM(here, goal) < SAME_PLACE_M ? [here, goal] : this.#options.find(here, goal);
    this.#drive = driveAlong(way, nowMs, speedKmh);
  }

  #dwellMs(): number {
    const [least, most] = DWELL_MIN;
    return between(this.#options.chance(this.crew.team, 'dwell', this.#rounds), least, most) * MINUTE_MS;
  }
}
