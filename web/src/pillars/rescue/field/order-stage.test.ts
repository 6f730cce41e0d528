import { DEFAULT_PRACTICE } from '@sitong/shared/kernel/practice.ts';
import type { TeamStatus } from '@sitong/shared/pillars/rescue/events.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anOrder as order, aTeam as team } from './given-order.ts';
import { orderButtons, orderStage, ordersToShow, type ToldAct } from './order-stage.ts';
import { ringTurn } from './ring.ts';
import { fitSketch } from './sketch.ts';

const said = (intent: ToldAct['intent']): ToldAct => ({ intent, told: 'waiting', atMs: 0 });
const report = (to: TeamStatus, orderId = 'o1'): ToldAct =>
  said({ type: 'ReportTeamStatus', team: 't1', to, orderId, cause: 'person' });

describe('the one card of a team leader', () => {
  it('asks first for acceptance', () => {
    expect(orderStage(order(), team('ordered'), [])).toBe('waiting');
  });
  it('moves on with what was pressed while the line was gone', () => {
    const acts = [said({ type: 'AcceptOrder', orderId: 'o1', voice: false }), report('on_scene')];
    expect(orderStage(order(), team('ordered'), acts)).toBe('on_scene');
  });
  it('never goes back behind what the server knows', () => {
    expect(orderStage(order({ status: 'accepted' }), team('on_scene'), [report('departed')])).toBe('on_scene');
  });
  it('takes no word about another order', () => {
    expect(orderStage(order(), team('ordered'), [report('on_scene', 'o2')])).toBe('waiting');
  });
  it('is over when the order was taken back, whatever still waits to be sent', () => {
    expect(orderStage(order({ status: 'withdrawn' }), team('available', 'none'), [report('on_scene')])).toBe('over');
  });
  it('leads a completed order home', () => {
    expect(orderStage(order({ status: 'completed' }), team('done'), [])).toBe('done');
    expect(orderStage(order({ status: 'completed' }), team('available', 'none'), [])).toBe('over');
  });
  it('lets a shared order be accepted and completed, no more', () => {
    expect(orderStage(order({ status: 'accepted', exclusive: false }), team('on_scene', 'o9'), [])).toBe('on_scene');
  });
  it('shows the order nobody has accepted before the one under work', () => {
    const under = order({ id: 'o0', number: 300, status: 'accepted' });
    expect(ordersToShow([under, order()], team('on_scene', 'o0'), []).map((one) => one.order.id)).toEqual(['o1', 'o0']);
  });
  it('has one primary act in every stage but the last, and says why others are off', () => {
    for (const stage of ['waiting', 'accepted', 'under_way', 'on_scene', 'done', 'withdrawing', 'returned'] as const) {
      const { primary, side } = orderButtons(stage);
      expect(primary).toBeDefined();
      expect(side).toHaveLength(2);
      for (const one of side) expect(one.state === 'off').toBe(one.after !== undefined);
    }
    expect(orderButtons('over').primary).toBeUndefined();
  });
});

describe('ringing for an order nobody accepts', () => {
  it.each([
    [0, 0],
    [59, 0],
    [60, 1],
    [90, 2],
    [179, 2],
    [180, 3],
    [240, 4],
  ])('after %d s it is turn %d', (s, turn) => {
    expect(ringTurn(1_000_000, 1_000_000 + s * 1000, DEFAULT_PRACTICE.order)).toBe(turn);
  });
});

describe('the sketch', () => {
  it('keeps every place inside its box', () => {
    const point = fc.record({
      lon: fc.double({ min: 109, max: 110, noNaN: true }),
      lat: fc.double({ min: 35, max: 36, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 4 }), (points) => {
        const frame = fitSketch(points, 326, 164, 30);
        for (const one of points) {
          expect(frame.x(one)).toBeGreaterThanOrEqual(29.9);
          expect(frame.x(one)).toBeLessThanOrEqual(296.1);
          expect(frame.y(one)).toBeGreaterThanOrEqual(29.9);
          expect(frame.y(one)).toBeLessThanOrEqual(134.1);
        }
      }),
    );
  });
});
