import { useRef } from 'react';
import { type FootItem, type FootPlaces, placeFromFoot } from './foot-places.ts';

/** Places of the lines on screen; what stood somewhere goes on standing there. */
export function useFootPlaces(items: readonly FootItem[]): FootPlaces {
  const last = useRef<{ items: readonly FootItem[]; places: FootPlaces } | undefined>(undefined);
  if (last.current?.items !== items) last.current = { items, places: placeFromFoot(items, last.current?.places) };
  return last.current.places;
}
