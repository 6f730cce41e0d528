import type { Chance } from './chance.ts';
import type { SimNode } from './sim-node.ts';
import type { SimScreen } from './sim-screen.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface Scene {
  time: VirtualTime;
  chance: Chance;
  nodes: readonly SimNode[];
  screens: readonly SimScreen[];
  /** Restarts that are under way. */
  restarting: Set<Promise<void>>;
}

type Fault = (scene: Scene) => void;

const FAULTS: readonly (readonly [weight: number, name: string, Fault])[] = [
  [6, 'line cut', ({ chance, screens }) => chance.pick(screens)?.cutLine()],
  [3, 'line silent', ({ chance, screens }) => chance.pick(screens)?.silenceLine()],
  [
    2,
    'screen crashed',
    ({ chance, screens, time }) => {
      const screen = chance.pick(screens);
      screen?.crash();
      time.after(chance.between(500, 15_000), () => screen?.switchOn());
    },
  ],
  [
    2,
    'node crashed',
    (scene) => {
      const node = scene.chance.pick(scene.nodes);
      if (node === undefined || !node.up) return;
      node.crash();
      startLater(scene, node);
    },
  ],
  [
    1,
    'node stopped',
    (scene) => {
      const node = scene.chance.pick(scene.nodes);
      if (node === undefined || !node.up) return;
      track(
        scene,
        node.stop().then(() => startLater(scene, node)),
      );
    },
  ],
  [
    2,
    'node cut from the log',
    ({ chance, nodes, time }) => {
      const node = chance.pick(nodes);
      node?.cutFromLog();
      time.after(chance.between(500, 12_000), () => node?.mendLog());
    },
  ],
  [
    1,
    'clock stepped',
    ({ chance, nodes }) => {
      const node = chance.pick(nodes);
      if (node !== undefined) node.skewMs = chance.one([0, -1500, 1500, -3_600_000, 3_600_000]);
    },
  ],
  [
    1,
    'all lines cut',
    ({ screens }) => {
      for (const screen of screens) screen.cutLine();
    },
  ],
];

export function strike(scene: Scene): string {
  let at = scene.chance.between(
    0,
    FAULTS.reduce((sum, [weight]) => sum + weight, 0),
  );
  for (const [weight, name, fault] of FAULTS) {
    at -= weight;
    if (at >= 0) continue;
    fault(scene);
    return name;
  }
  return 'nothing';
}

function startLater(scene: Scene, node: SimNode): void {
  scene.time.after(scene.chance.between(300, 8000), () => track(scene, node.start()));
}

function track({ restarting }: Scene, work: Promise<void>): void {
  restarting.add(work);
  const over = (): void => {
    restarting.delete(work);
  };
  work.then(over, (error: unknown) => {
    over();
    throw error;
  });
}
