import { divisionRank } from '@sitong/shared/kernel/division.ts';
import { useEffect, useMemo, useState } from 'react';
import { z } from 'zod';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { api } from '../../plumbing/http/api.ts';
import type { Choice } from '../../ui/form/choice.ts';

const NamesSchema = z.array(z.object({ kind: z.string(), id: z.string(), pinyin: z.string(), initials: z.string() }));

/** Pinyin keys of the divisions, made by the server (ux.md §5); without them hanzi and codes still find a place. */
function useDivisionKeys(): ReadonlyMap<string, readonly string[]> {
  const [keys, setKeys] = useState<ReadonlyMap<string, readonly string[]>>(new Map());
  useEffect(() => {
    const stop = new AbortController();
    api('/api/names', { schema: NamesSchema, signal: stop.signal }).then(
      (rows) =>
        setKeys(
          new Map(rows.filter(({ kind }) => kind === 'division').map((row) => [row.id, [row.pinyin, row.initials]])),
        ),
      (error: unknown) => {
        if (!stop.signal.aborted) console.error('pinyin keys did not load; places are found by hanzi', error);
      },
    );
    return () => stop.abort();
  }, []);
  return keys;
}

/** Towns and villages of the county for a picker, each with its town. */
export function usePlaceChoices(): readonly Choice[] {
  const county = useCounty();
  const keys = useDivisionKeys();
  return useMemo(
    () =>
      county.data.divisions
        .filter(({ code }) => divisionRank(code) !== 'county')
        .map(({ code, name }) => ({
          id: code,
          label: name,
          detail: divisionRank(code) === 'village' ? county.divisionName(`${code.slice(0, 9)}000`) : code,
          keys: [...(keys.get(code) ?? []), code],
        })),
    [county, keys],
  );
}
