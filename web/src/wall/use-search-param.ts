import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';

/** One part of the selection, kept in the address so that a link shows the same; `world` and the rest stay. */
export function useSearchParam(name: string): [string | undefined, (value: string | undefined) => void] {
  const navigate = useNavigate();
  const value = useLocation({ select: ({ searchStr }) => new URLSearchParams(searchStr).get(name) ?? undefined });
  const set = useCallback(
    (next: string | undefined) => {
      const url = new URL(window.location.href);
      if ((url.searchParams.get(name) ?? undefined) === next) return;
      if (next === undefined) url.searchParams.delete(name);
      else url.searchParams.set(name, next);
      void navigate({ to: `${url.pathname}${url.search}`, replace: true });
    },
    [navigate, name],
  );
  return [value, set];
}
