import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { type EventWords, eventWords } from './event-words.ts';
import { namedBy } from './past-names.ts';
import { eventAreas } from './told.ts';

/**
 * Tells events in the language on screen. Each event is told once and kept: the names in its sentence are those of
 * the moment it was first shown, as in a written log, and a list of 500 is not told anew at every message. Tell
 * oldest first: what an event makes is then known by name when a later one ends it.
 */
export function useEventWords(): (envelope: Envelope) => EventWords {
  const { t, i18n } = useTranslation(eventAreas);
  const { t: causeT } = useTranslation(['monitoring', 'rescue']);
  const county = useCounty();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language is another telling
  return useMemo(() => {
    const told = new WeakMap<Envelope, EventWords>();
    const past = new Map<string, string>();
    return (envelope) => {
      const known = told.get(envelope);
      if (known !== undefined) return known;
      const look = { county, state: useLive.getState().replica.state, t, causeT, past };
      const named = namedBy(envelope, look);
      if (named !== undefined) past.set(...named);
      const words = eventWords(envelope, look);
      told.set(envelope, words);
      return words;
    };
  }, [t, causeT, county, i18n.resolvedLanguage]);
}

/** A list newest first, told in the order of the log. */
export function tellNewestFirst(
  events: readonly Envelope[],
  tell: (envelope: Envelope) => EventWords,
): readonly EventWords[] {
  return events.toReversed().map(tell).reverse();
}
