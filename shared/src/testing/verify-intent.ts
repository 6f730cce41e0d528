import { expect } from 'vitest';
import { type Envelope, EnvelopeSchema } from '../kernel/envelope.ts';
import { parseEvent } from '../protocol/catalogue.ts';
import { evolve, initialWorld, type WorldState } from '../protocol/world-state.ts';

/**
 * What every intent must keep true: each event fits envelope and catalogue, and the old state with the
 * new events applied equals a fresh fold of the whole log as it comes back from storage.
 */
export function verifyIntent(before: WorldState, emitted: readonly Envelope[], wholeLog: readonly Envelope[]): void {
  for (const event of emitted) parseEvent(EnvelopeSchema.parse(event));
  const stepwise = emitted.reduce(evolve, before);
  const stored: readonly Envelope[] = JSON.parse(JSON.stringify(wholeLog));
  expect(stepwise).toEqual(stored.reduce(evolve, initialWorld));
}
