import { divisionRank } from '@sitong/shared/kernel/division.ts';
import { useEffect, useMemo } from 'react';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import type { Choice } from '../../ui/form/choice.ts';
import { loadNames, useNames } from '../command-line/names-store.ts';

/** Towns and villages to choose from, also by pinyin and initials once the server has sent them. */
export function usePlaceChoices(): readonly Choice[] {
  const county = useCounty();
  const names = useNames();
  const world = useLive((live) => live.world);
  useEffect(() => void loadNames(world), [world]);
  return useMemo(() => {
    const keys = new Map(names.filter(({ kind }) => kind === 'division').map((row) => [row.id, row]));
    return county.data.divisions
      .filter(({ code }) => ['town', 'village'].includes(divisionRank(code)))
      .map(({ code, name }) => {
        const row = keys.get(code);
        const town = divisionRank(code) === 'village' ? county.divisionName(`${code.slice(0, 9)}000`) : '';
        return {
          id: code,
          label: name,
          ...(town === '' ? {} : { detail: town }),
          keys: row === undefined ? [] : [row.pinyin, row.initials],
        };
      });
  }, [county, names]);
}
