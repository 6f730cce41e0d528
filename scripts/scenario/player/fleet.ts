import { divisionRank } from '@sitong/shared/kernel/division.ts';
import { distanceM, type Point } from '@sitong/shared/kernel/geo.ts';
import type { RoadGraph } from '@sitong/shared/kernel/master/county.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { SECOND_MS } from '@sitong/shared/kernel/time.ts';
import type { RescueState } from '@sitong/shared/pillars/rescue/state.ts';
import type { Chance } from '../chance.ts';
import type { Crew } from '../story/crews.ts';
import type { Day } from '../story/day.ts';
import { lengthM, type Place, waysOf } from './motion.ts';
import { type Moment, phoneTracker, type Reporter, vehicleTerminal } from './reporter.ts';
import type { ServerLink } from './server-link.ts';
import { Vehicle } from './vehicle.ts';

const MOVING_EVERY_S = 10;
const STANDING_EVERY_S = 30;
/** Real seconds between two positions of one terminal, so that a fast clock does not flood the door. */
const LEAST_REAL_S = 0.3;
/** As the crow flies; and by road, since a place near by may lie beyond a gully. */
const PATROL_REACH_M = [800, 4500] as const;
const PATROL_ROAD_M = 6000;

interface Unit {
  vehicle: Vehicle;
  reporter: Reporter;
  nextMs: number;
  place: Place | undefined;
  telling: 'no' | 'yes';
}

export interface FleetOptions {
  crews: readonly Crew[];
  county: CountyIndex;
  roads: RoadGraph;
  chance: Chance;
  day: Day;
  link: ServerLink;
  world: string;
  /** Absent: the JT/T 808 door is shut, vehicles report as phones do. */
  door: { host: string; port: number } | undefined;
  onError: (error: unknown, what: string) => void;
}

/** Terminal numbers differ from drill to drill: a terminal belongs to one world. */
export function terminalNumber(world: string, n: number, chance: Chance): string {
  const salt = Math.floor(chance('terminal', world) * 900_000) + 100_000;
  return `0199${salt}${String(n).padStart(2, '0')}`;
}

/** Every vehicle and phone of the scenario. */
export class Fleet {
  readonly #units = new Map<string, Unit>();
  readonly #options: FleetOptions;

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  /** Binds the terminals in this world and connects them; each goes on from where it was last heard of. */
  async open(nowMs: number, lastPlaces: ReadonlyMap<string, Point>): Promise<void> {
    const { crews, county, roads, chance, link, world, door } = this.#options;
    const find = waysOf(roads);
    for (const [n, crew] of crews.entries()) {
      const team = county.teams.get(crew.team);
      if (team === undefined) continue;
      const number = terminalNumber(world, n, chance);
      await link.bind(number, crew.team);
      const [least, most] = PATROL_REACH_M;
      const patrol = county.data.divisions
        .filter(({ code }) => divisionRank(code) === 'village')
        .map(({ seat }) => seat)
        .filter((seat) => distanceM(seat, team.base) > least && distanceM(seat, team.base) < most)
        .filter((seat) => lengthM(find(team.base, seat)) < PATROL_ROAD_M);
      const here = lastPlaces.get(number);
      const vehicle = new Vehicle({ crew, base: team.base, here, patrol, find, chance }, nowMs);
      const byRadio = crew.carries === 'vehicle' && door !== undefined;
      const reporter = byRadio ? await vehicleTerminal(crew, number, door) : phoneTracker(number, link);
      this.#units.set(crew.team, { vehicle, reporter, nextMs: nowMs, place: undefined, telling: 'no' });
    }
  }

  /** Where the vehicle of a team is. */
  placeOf(team: string): Place | undefined {
    return this.#units.get(team)?.place;
  }

  /** Tells what is due; never waits for a door. */
  step(state: RescueState, now: Moment, speed: number): void {
    const nowMs = now.worldMs;
    for (const unit of this.#units.values()) {
      unit.place = unit.vehicle.at(state, nowMs);
      if (nowMs < unit.nextMs || unit.telling === 'yes' || this.#isSilent(unit.vehicle.crew, nowMs)) continue;
      const everyS = unit.place.speedKmh > 0 ? MOVING_EVERY_S : STANDING_EVERY_S;
      unit.nextMs = nowMs + Math.max(everyS, LEAST_REAL_S * speed) * SECOND_MS;
      unit.telling = 'yes';
      unit.reporter
        .tell(unit.place, now)
        .catch((error: unknown) => this.#options.onError(error, `position of ${unit.vehicle.crew.team}`))
        .finally(() => {
          unit.telling = 'no';
        });
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#units.values()].map(({ reporter }) => reporter.close()));
  }

  #isSilent({ silent }: Crew, nowMs: number): boolean {
    if (silent === undefined) return false;
    const [from, until] = silent;
    const { day } = this.#options;
    return nowMs >= day.at(from) && nowMs < day.at(until);
  }
}
