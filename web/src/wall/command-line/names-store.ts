import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { z } from 'zod';
import { create } from 'zustand';
import { ApiError, api } from '../../plumbing/http/api.ts';
import type { NameRow } from './command.ts';

const NamesSchema = z.array(
  z.object({
    kind: z.enum(['division', 'team', 'person', 'incident']),
    id: z.string(),
    name: z.string(),
    pinyin: z.string(),
    initials: z.string(),
  }),
);

interface Names {
  readonly rows: readonly NameRow[];
  readonly state: 'none' | 'known' | 'failed';
}

const useNamesStore = create<Names>(() => ({ rows: [], state: 'none' }));

/** Asks for names and their pinyin keys. The browser keeps the answer by its ETag; a failure keeps what is known. */
export async function loadNames(world: WorldId): Promise<void> {
  try {
    const rows = await api(`/api/names?world=${world}`, { schema: NamesSchema });
    useNamesStore.setState({ rows, state: 'known' });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    useNamesStore.setState((was) => ({ ...was, state: was.state === 'known' ? 'known' : 'failed' }));
  }
}

/** Names with pinyin keys, for pickers and the command line; empty until the server has answered. */
export function useNames(): readonly NameRow[] {
  return useNamesStore((names) => names.rows);
}

/** Before the server has answered, and without a line, hanzi still find what the county itself names. */
export function namesOfCounty({ data }: CountyIndex): NameRow[] {
  const plain = (kind: NameRow['kind'], id: string, name: string): NameRow => ({
    kind,
    id,
    name,
    pinyin: '',
    initials: '',
  });
  return [
    ...data.divisions.map(({ code, name }) => plain('division', code, name)),
    ...data.teams.map(({ id, name }) => plain('team', id, name)),
    ...data.persons.map(({ id, name }) => plain('person', id, name)),
  ];
}
