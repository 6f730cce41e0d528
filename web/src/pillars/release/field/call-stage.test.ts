import type { Call } from '@sitong/shared/pillars/release/state.ts';
import { describe, expect, it } from 'vitest';
import { callSteps, needsDelivery, nextStep, type ToldFact } from './call-stage.ts';

const call = (facts: Call['facts'] = {}): Call => ({
  id: 'c1',
  warningId: 'w1',
  incidentId: undefined,
  person: 'p-village',
  duty: 'grid_worker',
  place: '610525101233',
  deputy: undefined,
  superior: undefined,
  openedAt: '2026-07-18T20:47:00+08:00',
  attempts: [],
  facts,
  escalated: [],
  division: '610525101233',
  audience: [],
});
const record = (simulated: boolean): NonNullable<Call['facts']['answered']> => ({
  at: '2026-07-18T20:48:00+08:00',
  by: 'p-village',
  via: 'app',
  simulated,
  text: undefined,
  moved: undefined,
  remaining: undefined,
});
const said = (fact: 'delivered' | 'answered' | 'acting'): ToldFact => ({
  intent: { type: 'RecordCallFact', callId: 'c1', fact, via: 'app' },
  told: 'waiting',
  atMs: 5,
});

describe('the card of a called person', () => {
  it('asks for one step after the other', () => {
    expect(nextStep(callSteps(call(), []))).toBe('answered');
    expect(nextStep(callSteps(call({ answered: record(false) }), []))).toBe('understood');
  });
  it('goes on while the line is gone and marks what waits', () => {
    const steps = callSteps(call(), [said('answered')]);
    expect(steps[0]).toMatchObject({ state: 'waiting', atMs: 5 });
    expect(nextStep(steps)).toBe('understood');
  });
  it('does not take a simulated answer for the person', () => {
    expect(nextStep(callSteps(call({ answered: record(true) }), []))).toBe('answered');
    expect(needsDelivery(call({ delivered: record(true) }), [])).toBe(true);
  });
  it('leaves an earlier step open when a later one was told first', () => {
    expect(nextStep(callSteps(call({ answered: record(false), acting: record(false) }), []))).toBe('understood');
  });
  it('tells its delivery once', () => {
    expect(needsDelivery(call(), [])).toBe(true);
    expect(needsDelivery(call(), [said('delivered')])).toBe(false);
    expect(needsDelivery(call({ delivered: record(false) }), [])).toBe(false);
  });
});
