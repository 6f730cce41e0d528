import { useCallback, useEffect, useMemo } from 'react';
import { useLive } from '../../plumbing/live/live-store.ts';
import { loadNames, useNames } from '../../wall/command-line/names-store.ts';

/** Pinyin and initials of a team, for the picker; nothing until the server has told them. */
export function useTeamKeys(): (team: string) => readonly string[] {
  const names = useNames();
  const world = useLive((live) => live.world);
  useEffect(() => void loadNames(world), [world]);
  const keys = useMemo(
    () => new Map(names.filter(({ kind }) => kind === 'team').map((row) => [row.id, [row.pinyin, row.initials]])),
    [names],
  );
  return useCallback((team) => keys.get(team) ?? [], [keys]);
}
