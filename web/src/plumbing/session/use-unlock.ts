import { unlock } from './session-store.ts';
import { type Proving, useProof } from './use-proof.ts';

/** A screen that locked itself asks the same person for the password, and for a second factor where there is one. */
export function useUnlock(onOpen: () => void): Proving {
  return useProof(async (proof) => {
    await unlock(proof);
    onOpen();
  });
}
