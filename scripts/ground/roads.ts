import { buildNet, type RoadNet } from './road-graph.ts';
import { roadNode } from './road-grid.ts';
import { layRoads } from './road-layout.ts';
import { gradeRoads, levelGround, type RoadProfile } from './road-profile.ts';
import { dropParallels, smoothNet } from './road-shape.ts';
import { steepness } from './villages.ts';
import type { Say, World } from './world.ts';

export interface Roads {
  net: RoadNet;
  profile: RoadProfile;
}

/** Lays, nodes, smooths and grades the roads, then cuts them into the ground. */
export function makeRoads(world: World, say: Say): Roads {
  const layout = layRoads(world, say);
  const { g } = layout;
  const sites = new Set([...world.sites.villages, ...world.sites.seats].map((one) => roadNode(g, one.x, one.y)));
  let net = buildNet(layout, sites);
  dropParallels(net);
  net = rejoin(net);
  smoothNet(net, (p) => steepness(world.terrain.grid, world.terrain.z, p.x, p.y));
  let profile = gradeRoads(net, world);
  const first = profile;
  let moved = levelGround(net, profile, world);
  // Legs of a switchback level each other's ground: grade again on what came out.
  for (let round = 0; round < 4; round++) {
    profile = gradeRoads(net, world);
    moved += levelGround(net, profile, world);
  }
  say(
    `${net.nodes.length} junctions, ${net.edges.length} roads, cut and fill at most ${first.deepestM.toFixed(1)} m, over 10 m at ${first.over10} points, ${moved} cells moved`,
  );
  return { net, profile };
}

/** Leaves out nodes that lost all their roads. */
function rejoin(net: RoadNet): RoadNet {
  const number = new Map<number, number>();
  const nodes: RoadNet['nodes'] = [];
  const at = (old: number): number => {
    let id = number.get(old);
    if (id === undefined) {
      id = nodes.length;
      number.set(old, id);
      nodes.push(net.nodes[old]!);
    }
    return id;
  };
  const edges = net.edges.map((edge) => ({ ...edge, from: at(edge.from), to: at(edge.to) }));
  return { nodes, edges };
}
