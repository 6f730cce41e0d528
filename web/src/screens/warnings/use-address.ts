import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';

type Part = 'warning' | 'draft' | 'replaces';

/** What the desk shows, kept in the address; several parts change in one step, `world` and the rest stay. */
export function useAddress(): [
  Readonly<Partial<Record<Part, string>>>,
  (changes: Readonly<Partial<Record<Part, string | undefined>>>) => void,
] {
  const navigate = useNavigate();
  const search = useLocation({ select: ({ searchStr }) => searchStr });
  const found = new URLSearchParams(search);
  const parts: Partial<Record<Part, string>> = {};
  for (const part of ['warning', 'draft', 'replaces'] as const) {
    const value = found.get(part);
    if (value !== null) parts[part] = value;
  }
  const change = useCallback(
    (changes: Readonly<Partial<Record<Part, string | undefined>>>) => {
      const url = new URL(window.location.href);
      for (const [part, value] of Object.entries(changes)) {
        if (value === undefined) url.searchParams.delete(part);
        else url.searchParams.set(part, value);
      }
      void navigate({ to: `${url.pathname}${url.search}`, replace: true });
    },
    [navigate],
  );
  return [parts, change];
}
