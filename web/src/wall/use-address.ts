import { useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { type Changes, changedAddress, partsOf } from './address.ts';

export type ChangeAddress<Name extends string> = (
  change: Changes<Name> | ((now: Changes<Name>) => Changes<Name>),
) => void;

/**
 * Changes parts of the address; the one place that does. Several parts change in one step, several steps in
 * one turn all count, `world` and the rest stay. `names` are those of the first drawing.
 */
export function useChangeAddress<Name extends string>(names: readonly Name[]): ChangeAddress<Name> {
  const router = useRouter();
  const navigate = useNavigate();
  const [held] = useState(names);
  return useCallback(
    (change) => {
      const to = changedAddress(router.history, held, change);
      if (to !== undefined) void navigate({ to, replace: true });
    },
    [router, navigate, held],
  );
}

/** What a screen shows, kept in the address so that a link shows the same. */
export function useAddress<Name extends string>(names: readonly Name[]): [Changes<Name>, ChangeAddress<Name>] {
  const search = useLocation({ select: ({ searchStr }) => searchStr });
  return [partsOf(search, names), useChangeAddress(names)];
}
