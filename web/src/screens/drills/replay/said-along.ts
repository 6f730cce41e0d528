import { hidePersons } from '@sitong/shared/kernel/mask.ts';
import { evolve } from '@sitong/shared/protocol/world-state.ts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { plainText } from '../../../ui/log-list.tsx';
import { eventWords } from '../../../wall/event-words/event-words.ts';
import { namedBy } from '../../../wall/event-words/past-names.ts';
import { eventAreas, type Lookup } from '../../../wall/event-words/told.ts';
import type { Tape } from './tape.ts';

/**
 * Every event of a tape as the duty log says it, by its number: with the names that held when it happened, and
 * without numbers of phones and identity cards. For a file, which leaves the house.
 */
export function saidAlong(tape: Tape, names: Pick<Lookup, 'county' | 't' | 'causeT'>): ReadonlyMap<number, string> {
  const said = new Map<number, string>();
  const past = new Map<string, string>();
  let state = tape.stateAfter(0);
  for (const event of tape.events) {
    state = evolve(state, event);
    const look = { ...names, state, past };
    const named = namedBy(event, look);
    if (named !== undefined) past.set(...named);
    said.set(event.seq, hidePersons(plainText(eventWords(event, look))));
  }
  return said;
}

/** In the language on screen. */
export function useSaidAlong(): (tape: Tape) => ReadonlyMap<number, string> {
  const { t } = useTranslation(eventAreas);
  const { t: causeT } = useTranslation(['monitoring', 'rescue']);
  const county = useCounty();
  return useCallback((tape) => saidAlong(tape, { county, t, causeT }), [county, t, causeT]);
}
