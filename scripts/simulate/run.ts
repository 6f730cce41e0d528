import { isDeepStrictEqual } from 'node:util';
import { MemoryEventLog } from '@sitong/server/plumbing/eventlog/memory-event-log.ts';
import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import { filterWorld, initialWorld } from '@sitong/shared/protocol/world-state.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { nextAct, nextSignal } from './acts.ts';
import { Chance } from './chance.ts';
import { judgeLedger, Story } from './judge.ts';
import { SimLedger } from './ledger.ts';
import type { Weather } from './line.ts';
import type { Sabotage } from './sabotage.ts';
import { SimNode } from './sim-node.ts';
import { SimScreen } from './sim-screen.ts';
import { VirtualTime } from './virtual-time.ts';
import { type Scene, strike } from './weather.ts';

const START_MS = Date.parse('2026-07-18T12:00:00Z');
/** People act and things break for so long … */
const STORM_MS = 45_000;
/** … and so long after everything is mended, every screen must be right. */
const CALM_MS = 40_000;
const READERS = [
  'duty',
  'duty2',
  'leader',
  'commander',
  'townF',
  'townW',
  'villageS',
  'team1',
  'team2',
  'wall',
  'admin',
] as const;
const PHONES: readonly string[] = ['villageS', 'team1', 'team2'];
const MOST_PROBLEMS = 10;

export interface Outcome {
  seed: number;
  weather: Weather;
  problems: string[];
  /** What happened, so that a run in which nothing did can be told from one that held. */
  did: {
    events: number;
    pressed: number;
    acknowledged: number;
    refused: number;
    unanswered: number;
    faults: number;
    /** How often each kind of intent was carried out. */
    taken: Readonly<Record<string, number>>;
    virtualMs: number;
  };
}

/** One run of the whole: nodes, screens and log under one seed. Never touches the real clock. */
export async function simulate(seed: number, sabotage: Sabotage = 'none'): Promise<Outcome> {
  const time = new VirtualTime(START_MS);
  const putBack = time.install();
  try {
    return await run(seed, sabotage, time);
  } finally {
    putBack();
  }
}

async function run(seed: number, sabotage: Sabotage, time: VirtualTime): Promise<Outcome> {
  const chance = new Chance(seed);
  const weather: Weather = chance.happens(0.5) ? 'tcp' : 'lossy';
  const log = new MemoryEventLog({ now: () => toTimestamp(time.now()) });
  const ledger = new SimLedger();
  const story = new Story();
  const problems: string[] = [];
  const tell = (problem: string): void => {
    if (problems.length < MOST_PROBLEMS) problems.push(`${((time.now() - START_MS) / 1000).toFixed(2)} s: ${problem}`);
  };
  const readOn = async (): Promise<void> => story.take(await log.since(LIVE, story.seq, Number.MAX_SAFE_INTEGER));
  const nodes = ['A', 'B'].map((name) => new SimNode(name, { log, time, chance, sabotage, onDefect: tell }));
  const screens = READERS.map(
    (name) =>
      new SimScreen({
        name,
        session: BY[name],
        kind: PHONES.includes(name) ? 'phone' : 'console',
        nodes,
        time,
        chance,
        weather,
        sabotage,
        ledger,
        onShown: (screen, before) => {
          const { seq } = screen.replica;
          if (before.seq !== null && (seq === null || seq < before.seq))
            tell(`screen ${name} went back from ${before.seq} to ${seq}`);
        },
      }),
  );
  const scene: Scene = { time, chance, nodes, screens, restarting: new Set() };

  const opening = Promise.all(nodes.map((node) => node.start()));
  await time.runUntil(START_MS + 500);
  await opening;
  for (const screen of screens) screen.switchOn();
  let faults = 0;
  const stops = [
    ...screens.filter((screen) => screen.options.session !== BY.wall).map((screen) => act(screen, time, chance)),
    repeat(time, chance, 300, 3000, () => {
      faults += 1;
      strike(scene);
    }),
    repeat(time, chance, 500, 4000, () => {
      const node = chance.pick(nodes);
      if (node?.state !== undefined) node.system(chance.id(time.now()), nextSignal(node.state, chance, time.now()));
    }),
    // A screen is right at every moment, not only in the end.
    repeat(time, chance, 2000, 5000, () => {
      const screen = chance.pick(screens);
      if (screen !== undefined)
        readOn().then(
          () => holds(screen, story, tell),
          (error: unknown) => tell(String(error)),
        );
    }),
  ];
  await time.runUntil(START_MS + STORM_MS);
  for (const stop of stops) stop();

  for (const node of nodes) node.mendLog();
  for (const screen of screens) screen.switchOn();
  const calm = (seq: number): boolean =>
    scene.restarting.size === 0 &&
    nodes.every((node) => node.up && node.seq === seq) &&
    screens.every((screen) => screen.replica.seq === seq && screen.waiting === 0);
  const endMs = time.now() + CALM_MS;
  let head = (await log.head(LIVE)).seq;
  while (time.now() < endMs && !calm(head)) {
    await time.runUntil(time.now() + 250);
    head = (await log.head(LIVE)).seq;
  }
  await readOn();
  if (!calm(head)) {
    const stand = [
      ...nodes.map((n) => `node ${n.name} ${n.up ? n.seq : 'down'}`),
      ...screens.map((s) => `${s.options.name} ${s.replica.seq}/${s.waiting}`),
    ];
    tell(`not converged ${CALM_MS / 1000} s after everything was mended: log ${head}; ${stand.join(', ')}`);
  }
  for (const screen of screens) holds(screen, story, tell);
  for (const node of nodes) {
    if (node.state === undefined) continue;
    if (!same(node.state, story.states[node.seq])) tell(`node ${node.name} holds another state than the log gives`);
  }
  const virtualMs = time.now() - START_MS;
  const verdict = await log.verify(LIVE);
  if (verdict.kind === 'bad') tell(`chain: ${verdict.detail}`);
  for (const problem of [...story.problems, ...(await judgeLedger(ledger, log, time.now()))]) tell(problem);
  for (const node of nodes) node.crash();
  const asked = [...ledger.asked.values()];
  const answers = asked.map(({ answer }) => answer);
  const taken: Record<string, number> = {};
  for (const { intent, answer } of asked) if (answer?.ok === true) taken[intent.type] = (taken[intent.type] ?? 0) + 1;
  const did = {
    events: story.seq,
    pressed: answers.length,
    acknowledged: answers.filter((answer) => answer?.ok === true).length,
    refused: answers.filter((answer) => answer?.ok === false).length,
    unanswered: answers.filter((answer) => answer === undefined).length,
    faults,
    taken,
    virtualMs,
  };
  return { seed, weather, problems, did };
}

function act(screen: SimScreen, time: VirtualTime, chance: Chance): () => void {
  return repeat(time, chance, 300, 3500, () => {
    if (screen.power === 'off' || screen.replica.seq === null) return;
    const { state } = screen.replica;
    const intent = nextAct({ state, session: screen.options.session, chance, nowMs: time.now() });
    if (intent !== undefined) screen.press(intent);
  });
}

function repeat(time: VirtualTime, chance: Chance, low: number, high: number, run: () => void): () => void {
  let life: 'on' | 'off' = 'on';
  const again = (): void => {
    if (life === 'off') return;
    run();
    time.after(chance.between(low, high), again);
  };
  time.after(chance.between(low, high), again);
  return () => {
    life = 'off';
  };
}

/** What a screen holds is what a fresh snapshot at its place in the log would give it. */
function holds(screen: SimScreen, story: Story, tell: (problem: string) => void): void {
  const { seq, state } = screen.replica;
  if (seq === null) return;
  const fresh = filterWorld(story.states[seq] ?? initialWorld, scopeOf(screen.options.session));
  if (!same(state, fresh)) tell(`screen ${screen.options.name} at ${seq} shows another state than a fresh snapshot`);
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const same = (a: unknown, b: unknown): boolean => a === b || isDeepStrictEqual(plain(a), plain(b));
