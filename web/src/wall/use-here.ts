import { useMatch, useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Whether the screen that asks is still the one the address names, whichever incident or alarm it shows. */
export function useHere(): () => boolean {
  const router = useRouter();
  const own = useMatch({ strict: false, select: ({ routeId }) => String(routeId) });
  return useCallback(() => {
    const [, , named] = router.getMatchedRoutes(router.history.location.pathname);
    return named?.id === own;
  }, [router, own]);
}
