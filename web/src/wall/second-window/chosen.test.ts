import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chosen, canFollow, chosenOf, sameChosen, stepTo, ToldSchema } from './chosen.ts';

const alarms = {
  a1: { division: '610525101233', incidentId: undefined },
  a2: { division: '610525101233', incidentId: 'i-2' },
};
const anyChosen: fc.Arbitrary<Chosen> = fc.oneof(
  fc.record({ kind: fc.constant('incident' as const), incident: fc.string({ minLength: 1, maxLength: 64 }) }),
  fc.record({ kind: fc.constant('place' as const), division: fc.stringMatching(/^\d{12}$/) }),
);

describe('what a window has chosen', () => {
  it.each([
    ['/dispatch', '?world=live&incident=i-1', { kind: 'incident', incident: 'i-1' }],
    ['/incidents/i-1', '', { kind: 'incident', incident: 'i-1' }],
    ['/duty', '?alarm=a2', { kind: 'incident', incident: 'i-2' }],
    ['/duty', '?alarm=a1', { kind: 'place', division: '610525101233' }],
    ['/duty', '?alarm=gone', undefined],
    ['/duty', '', undefined],
  ])('%s%s', (path, search, chosen) => expect(chosenOf(path, search, alarms)).toEqual(chosen));
  it('is the same when it is the same thing', () => {
    fc.assert(
      fc.property(anyChosen, anyChosen, (a, b) => {
        expect(sameChosen(a, { ...a })).toBe(true);
        expect(sameChosen(a, b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});

describe('a window that follows', () => {
  it('on the board takes the incident, and nothing of the one before', () => {
    expect(stepTo({ kind: 'incident', incident: 'i-1' }, '/dispatch')).toEqual({
      kind: 'board',
      changes: { incident: 'i-1', need: undefined, order: undefined, team: undefined, division: undefined },
    });
  });
  it('on the board shows the place of an alarm and keeps the incident', () => {
    const step = stepTo({ kind: 'place', division: '610525101233' }, '/dispatch');
    expect(step).toEqual({ kind: 'board', changes: { team: undefined, division: '610525101233' } });
  });
  it('in a room goes to the room of the other incident, and not away for a place', () => {
    expect(stepTo({ kind: 'incident', incident: 'i-2' }, '/incidents/i-1')).toEqual({ kind: 'room', incident: 'i-2' });
    expect(stepTo({ kind: 'place', division: '610525101233' }, '/incidents/i-1')).toBeUndefined();
  });
  it('is not led away from a screen with other work on it', () => {
    for (const path of ['/warnings', '/reports', '/duty', '/incidents', '/admin'])
      fc.assert(
        fc.property(anyChosen, (chosen) => {
          expect(canFollow(path)).toBe(false);
          expect(stepTo(chosen, path)).toBeUndefined();
        }),
      );
  });
  it('takes no message that is none', () => {
    fc.assert(
      fc.property(fc.anything(), (what) => {
        expect(ToldSchema.safeParse(what).success).toBe(false);
      }),
    );
    fc.assert(
      fc.property(anyChosen, (chosen) => {
        expect(ToldSchema.safeParse({ world: 'live', user: 'duty', chosen }).success).toBe(true);
      }),
    );
  });
});
