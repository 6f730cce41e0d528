import { IdSchema, newId, type WorldId } from '@sitong/shared/kernel/ids.ts';
import { toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from '../../../plumbing/http/api.ts';

const BookmarksSchema = z.object({
  bookmarks: z.array(
    z.object({
      id: IdSchema,
      moment: z.string(),
      text: z.string(),
      author: z.string(),
      name: z.string().nullable(),
    }),
  ),
});

/** A note on a moment, as the server keeps it for all who look back. */
export interface Bookmark {
  readonly id: string;
  readonly atMs: number;
  readonly text: string;
  /** Id of the person. */
  readonly author: string;
  readonly by: string;
}

const pathOf = (world: WorldId): string => `/api/replay/${world}/bookmarks`;

/** Bookmarks of a world in the order of their moments; asked again when the server tells of news (`useDrillNews`). */
export function useBookmarks(world: WorldId) {
  return useQuery({
    queryKey: ['drills', world, 'bookmarks'],
    queryFn: async ({ signal }): Promise<Bookmark[]> => {
      const { bookmarks } = await api(pathOf(world), { schema: BookmarksSchema, signal });
      return bookmarks.map(({ moment, name, ...one }) => ({ ...one, atMs: toMs(moment), by: name ?? one.author }));
    },
  });
}

/** Both throw ApiError; what was typed stays with the one who typed it. */
export function useBookmarkActs(world: WorldId): {
  set: (note: { atMs: number; text: string }) => Promise<void>;
  remove: (id: string) => Promise<void>;
} {
  const client = useQueryClient();
  const look = () => client.invalidateQueries({ queryKey: ['drills', world, 'bookmarks'] });
  return {
    set: async ({ atMs, text }) => {
      const moment = toTimestamp(Math.round(atMs / 1000) * 1000);
      const body = { id: newId(), moment, text };
      await api(pathOf(world), { method: 'POST', body, schema: z.object({ id: IdSchema }) });
      await look();
    },
    remove: async (id) => {
      await api(`${pathOf(world)}/${id}`, { method: 'DELETE', schema: z.undefined() });
      await look();
    },
  };
}
