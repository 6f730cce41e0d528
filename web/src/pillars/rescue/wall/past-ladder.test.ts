import { expect, it } from 'vitest';
import { pastLadder } from './past-ladder.ts';

const states = (order: Parameters<typeof pastLadder>[0]) => pastLadder(order, String).map(({ state }) => state);

it('claims of an order that is over only the steps that its end proves', () => {
  const at = '2026-07-16T15:12:41+08:00';
  expect(states({ status: 'completed', acceptedAt: at })).toEqual(Array(5).fill('done'));
  expect(states({ status: 'withdrawn', acceptedAt: at })).toEqual(Array(5).fill('done'));
  expect(states({ status: 'declined', acceptedAt: null })).toEqual(['done', 'done', 'done', 'done', 'failed']);
  expect(states({ status: 'withdrawn', acceptedAt: null })).toEqual(['done', ...Array(4).fill('pending')]);
});
