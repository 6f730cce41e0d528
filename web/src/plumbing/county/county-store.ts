import { type CountyData, type CountyIndex, indexCounty } from '@sitong/shared/kernel/master/county-index.ts';
import { z } from 'zod';
import { create } from 'zustand';
import { api } from '../http/api.ts';

/** Checked by its own server's schemas when it was imported; the browser checks only that it is a county. */
const CountyDataSchema = z.custom<CountyData>(
  (value) => typeof value === 'object' && value !== null && 'divisions' in value && Array.isArray(value.divisions),
);

const useCountyStore = create<{ county: CountyIndex | undefined }>(() => ({ county: undefined }));

export async function loadCounty(): Promise<void> {
  useCountyStore.setState({ county: indexCounty(await api('/api/county', { schema: CountyDataSchema })) });
}

/** Lookups of the county's master data. Only below the gate. */
export function useCounty(): CountyIndex {
  const county = useCountyStore((store) => store.county);
  if (county === undefined) throw new Error('useCounty stands outside the gate');
  return county;
}

/** The same outside React. */
export function countyNow(): CountyIndex | undefined {
  return useCountyStore.getState().county;
}

export function useCountyLoaded(): 'loaded' | 'waiting' {
  return useCountyStore((store) => (store.county === undefined ? 'waiting' : 'loaded'));
}

/** A system that nobody has brought divisions to yet. */
export function useCountyEmpty(): boolean {
  return useCountyStore((store) => store.county !== undefined && store.county.divisions.size === 0);
}
