import { DEFAULT_PRACTICE } from '@sitong/shared/kernel/practice.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { describe, expect, it } from 'vitest';
import { anOrder, aTeam } from './given-order.ts';
import { type SaidHere, sceneClocks } from './scene-clocks.ts';

const MIN = 60_000;
const ARRIVED = Date.parse('2026-07-18T21:10:00+08:00');
const nothing: SaidHere = { arrivedMs: undefined, noteMs: undefined, safeMs: undefined };
const practiceAt = () => DEFAULT_PRACTICE;
const { safetyCheckMin } = DEFAULT_PRACTICE.order;
const onScene = { ...aTeam('on_scene'), since: toTimestamp(ARRIVED) };

describe('what counts once a team is there', () => {
  it('nothing before it has arrived: the time to arrive is what runs', () => {
    expect(sceneClocks(anOrder(), aTeam('departed'), nothing, practiceAt)).toBeUndefined();
  });
  it('the arrival pressed in a dead zone starts both clocks', () => {
    expect(sceneClocks(anOrder(), aTeam('departed'), { ...nothing, arrivedMs: ARRIVED }, practiceAt)).toEqual({
      arrivedMs: ARRIVED,
      feedbackDueMs: ARRIVED + 30 * MIN,
      safetyDueMs: ARRIVED + safetyCheckMin * MIN,
    });
  });
  it('a note starts the feedback clock anew, a word of safety the other [RES-14]', () => {
    const said = { ...nothing, noteMs: ARRIVED + 12 * MIN, safeMs: ARRIVED + 20 * MIN };
    expect(sceneClocks(anOrder(), onScene, said, practiceAt)).toEqual({
      arrivedMs: ARRIVED,
      feedbackDueMs: ARRIVED + 42 * MIN,
      safetyDueMs: ARRIVED + (20 + safetyCheckMin) * MIN,
    });
  });
  it('a word of another deployment counts for nothing here', () => {
    const said = { ...nothing, noteMs: ARRIVED - 5 * MIN, safeMs: ARRIVED - 5 * MIN };
    expect(sceneClocks(anOrder(), onScene, said, practiceAt)).toMatchObject({
      feedbackDueMs: ARRIVED + 30 * MIN,
      safetyDueMs: ARRIVED + safetyCheckMin * MIN,
    });
  });
  it('work begun later does not make the arrival later', () => {
    const working = { ...aTeam('working'), since: toTimestamp(ARRIVED + 8 * MIN) };
    expect(sceneClocks(anOrder(), working, { ...nothing, arrivedMs: ARRIVED }, practiceAt)?.arrivedMs).toBe(ARRIVED);
  });
  it('a check the server counted as missed begins the next one', () => {
    const missed = { ...onScene, safetyMissedAt: toTimestamp(ARRIVED + safetyCheckMin * MIN) };
    expect(sceneClocks(anOrder(), missed, nothing, practiceAt)?.safetyDueMs).toBe(ARRIVED + 2 * safetyCheckMin * MIN);
  });
  it('the state of the team under another order says nothing of this one', () => {
    expect(sceneClocks(anOrder(), { ...onScene, orderId: 'o9' }, nothing, practiceAt)).toBeUndefined();
  });
});
