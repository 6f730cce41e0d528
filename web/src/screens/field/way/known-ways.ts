import { create } from 'zustand';
import type { Way } from './way.ts';

/** Ways known to this page, by the order they belong to; asked and kept by `way-keeper.tsx`, which comes later. */
export const useKnownWays = create<{ ways: Readonly<Record<string, Way>> }>(() => ({ ways: {} }));
