import { useLocation } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useChangeAddress } from './use-address.ts';

type Next = string | undefined | ((now: string | undefined) => string | undefined);

/** One part of the address, drawn again only when this part changes. */
export function useSearchParam(name: string): [string | undefined, (next: Next) => void] {
  const change = useChangeAddress([name]);
  const value = useLocation({ select: ({ searchStr }) => new URLSearchParams(searchStr).get(name) ?? undefined });
  const set = useCallback(
    (next: Next) => change((now) => ({ [name]: typeof next === 'function' ? next(now[name]) : next })),
    [change, name],
  );
  return [value, set];
}
