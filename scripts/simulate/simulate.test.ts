import { describe, expect, it } from 'vitest';
import { REGRESSIONS } from './regressions.ts';
import { simulate } from './run.ts';

const SEEDS = 200;
const AT_ONCE = 20;
const PATIENCE_MS = 120_000;

/** Carried out in these seeds together, by kind. */
const taken = new Map<string, number>();
/** What desks, phones and the office do beside the first hour: a run that never does them shows nothing about them. */
const REACHED = [
  ...['SignWarning', 'ReviseWarning', 'ReturnWarning', 'CancelWarning', 'RecordCallFact', 'SendToDoor'],
  ...['DraftReport', 'CheckReport', 'ReturnReport', 'SignReport', 'SendReport', 'LogPhoneReport'],
  ...['ActivateResponse', 'DismissResponse', 'SetPractice', 'RequestHelp', 'AnswerHelp', 'ReviseOrder'],
  ...['GradeIncident', 'RecordFigure', 'EndIncident', 'MergeIncident', 'TakeSensorOut', 'SteerWall'],
];

/** A failing seed names itself and the way to run it again. */
async function held(seed: number): Promise<number> {
  const { problems, did } = await simulate(seed);
  expect(problems, `pnpm simulate --seed ${seed}`).toEqual([]);
  // A run in which nothing happened would prove nothing.
  expect(did.events, `events of seed ${seed}`).toBeGreaterThan(30);
  for (const [type, n] of Object.entries(did.taken)) taken.set(type, (taken.get(type) ?? 0) + n);
  return did.acknowledged;
}

describe('nodes, log and screens under one seed', () => {
  for (const { seed, was } of REGRESSIONS)
    it(`seed ${seed} holds again: ${was}`, async () => void (await held(seed)), PATIENCE_MS);

  for (let first = 1; first <= SEEDS; first += AT_ONCE)
    it(
      `all screens converge, nothing acknowledged is lost, no team is in two places: seeds ${first} to ${first + AT_ONCE - 1}`,
      async () => {
        let acknowledged = 0;
        for (let seed = first; seed < first + AT_ONCE; seed++) acknowledged += await held(seed);
        expect(acknowledged).toBeGreaterThan(AT_ONCE * 30);
      },
      PATIENCE_MS,
    );

  it('what is done in them is the whole of the work, not the first hour alone', () => {
    expect(REACHED.filter((type) => !taken.has(type))).toEqual([]);
  });

  it('the same seed is the same run', async () => {
    expect(await simulate(7)).toEqual(await simulate(7));
  });
});
