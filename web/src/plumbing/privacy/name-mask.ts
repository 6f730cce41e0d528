import { maskName } from '@sitong/shared/kernel/mask.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { create } from 'zustand';
import { useCounty } from '../county/county-store.ts';

/** Whether this screen shows names of persons whole. A wall with visitors before it does not. */
export type NameMask = 'shown' | 'masked';

/** `?mask=1` masks; anything else shows. */
export function maskOfAddress(search: string): NameMask {
  return new URLSearchParams(search).get('mask') === '1' ? 'masked' : 'shown';
}

export const useNameMask = create<{ mask: NameMask }>(() => ({
  mask: maskOfAddress(globalThis.location?.search ?? ''),
}));

export function toggleNameMask(): void {
  useNameMask.setState(({ mask }) => ({ mask: mask === 'masked' ? 'shown' : 'masked' }));
}

/** The same county with family names only and no personal phone: whatever looks a person up there says no more. */
export function maskedCounty(county: CountyIndex): CountyIndex {
  const persons = [...county.persons].map(
    ([id, person]) => [id, { ...person, name: maskName(person.name), phone: '' }] as const,
  );
  return { ...county, persons: new Map(persons) };
}

let kept: { of: CountyIndex; masked: CountyIndex } | undefined;

/** Lookups of the county as this screen may show them. */
export function useShownCounty(): CountyIndex {
  const county = useCounty();
  const mask = useNameMask((state) => state.mask);
  if (mask === 'shown') return county;
  if (kept?.of !== county) kept = { of: county, masked: maskedCounty(county) };
  return kept.masked;
}
