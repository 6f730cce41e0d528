import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import { describe, expect, it } from 'vitest';
import { inForceLike } from './responses.ts';

const flood = { id: 'flood', hazards: ['rainstorm', 'flood'] as const };
const flash = { id: 'flash', hazards: ['flash_flood'] as const };
const active = { id: 'r4', hazard: 'rainstorm', level: 2, status: 'active', plan: 'flood' } as const;
const nameOf = (hazard: Hazard): string => (['rainstorm', 'flood', 'flash_flood'].includes(hazard) ? '防汛' : hazard);

describe('[CMD-12] a suggestion beside a response in force', () => {
  it('starts nothing new where the same plan runs for another hazard', () => {
    const found = inForceLike({ id: 'r3', hazard: 'flood' }, [active], [flood, flash], nameOf);
    expect(found).toEqual({ response: active, starts: 'same_plan' });
  });

  it('starts a plan of its own where only the name is the same', () => {
    const found = inForceLike({ id: 'r3', hazard: 'flash_flood' }, [active], [flood, flash], nameOf);
    expect(found).toEqual({ response: active, starts: 'other_plan' });
  });

  it('names the worst of several', () => {
    const worse = { ...active, id: 'r5', level: 1 } as const;
    const found = inForceLike({ id: 'r3', hazard: 'flood' }, [active, worse], [flood], nameOf);
    expect(found?.response.id).toBe('r5');
  });

  it('is like nothing of another name, like no other suggestion, and not like itself', () => {
    const waiting = { ...active, status: 'suggested' } as const;
    expect(inForceLike({ id: 'r3', hazard: 'earthquake' }, [active], [flood], nameOf)).toBeUndefined();
    expect(inForceLike({ id: 'r3', hazard: 'flood' }, [waiting], [flood], nameOf)).toBeUndefined();
    expect(inForceLike({ id: 'r4', hazard: 'rainstorm' }, [active], [flood], nameOf)).toBeUndefined();
  });
});
