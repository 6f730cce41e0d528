import { givenWorld } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { describe, expect, it } from 'vitest';
import { decideCommand as decide } from '../decide.ts';
import { givenIncident, I1 } from '../given-command.ts';

const push = { type: 'SteerWall', view: { kind: 'incident', incidentId: I1 } } as const;
const back = { type: 'SteerWall', view: { kind: 'overview' } } as const;

describe('the wall is steered from a console', () => {
  it('[CMD-50] a county desk puts an open incident on the wall, and the wall knows who did', () => {
    const steered = givenIncident().when(decide, push, BY.duty).thenEvents('WallSteered');
    expect(steered.state.command.wall['now']).toMatchObject({ view: push.view, by: 'p-duty' });
    const whole = steered.when(decide, back, BY.leader).thenEvents('WallSteered');
    expect(whole.state.command.wall['now']).toMatchObject({ view: { kind: 'overview' }, by: 'p-leader' });
  });
  it('[CMD-50] refuses an incident that is not open', () => {
    givenWorld().when(decide, push, BY.duty).refused('incident_not_open');
  });
});
