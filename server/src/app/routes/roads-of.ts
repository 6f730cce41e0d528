import { buildRoads, type RoadSpeeds, type Roads } from '../../pillars/rescue/travel/roads.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import type { MasterStore } from '../../plumbing/master/master-store.ts';

/** Live and a drill or two may have speeds of their own. */
const MOST_GRAPHS = 4;

const shared = new WeakMap<MasterStore, (speeds: RoadSpeeds) => Roads>();

/** Roads in rows, made once for each version of the master data and each set of speeds (P), for all who ask. */
export function roadsOf(master: MasterStore): (speeds: RoadSpeeds) => Roads {
  const known = shared.get(master) ?? roadsKeeper(master);
  shared.set(master, known);
  return known;
}

function roadsKeeper(master: MasterStore): (speeds: RoadSpeeds) => Roads {
  let version = -1;
  const made = new Map<string, Roads>();
  return (speeds) => {
    if (master.roads === undefined)
      throw new HttpError(409, 'no_roads', 'this county has no road graph; load one in Admin, or dispatch by hand');
    const key = [speeds.expressway, speeds.county, speeds.village, speeds.off].join('/');
    const known = version === master.version ? made.get(key) : undefined;
    if (known !== undefined) return known;
    if (version !== master.version || made.size >= MOST_GRAPHS) made.clear();
    version = master.version;
    const roads = buildRoads(master.roads, speeds);
    made.set(key, roads);
    return roads;
  };
}
