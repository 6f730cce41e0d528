import { useEffect, useState } from 'react';
import { keepPhonePage, type OfflineSupport } from '../../plumbing/pwa/phone-page.ts';

/** Registers the offline page once and says what came of it; undefined while it is being done. */
export function useOfflineSupport(): OfflineSupport | undefined {
  const [support, setSupport] = useState<OfflineSupport>();
  useEffect(() => {
    void keepPhonePage().then(setSupport);
  }, []);
  return support;
}
