import { AuditFactSchema } from '@sitong/shared/kernel/audit.ts';
import type { Id, WorldId } from '@sitong/shared/kernel/ids.ts';
import { type Timestamp, toTimestamp } from '@sitong/shared/kernel/time.ts';
import type pg from 'pg';
import { z } from 'zod';
import type { ReadModel } from '../../plumbing/persistence/read-model.ts';

/** More notes than anybody reads; the bar has room for some dozens. */
export const MOST_BOOKMARKS = 200;

export interface Bookmark {
  id: Id;
  /** World time. */
  moment: Timestamp;
  text: string;
  /** Id of the person. */
  author: string;
  setAt: Timestamp;
}

/** Bookmarks that stand, by world; written in the transaction of their audit entries. */
export const bookmarkView: ReadModel = {
  types: new Set(['BookmarkSet', 'BookmarkRemoved']),
  apply: async (client, { type, body, actor, at }) => {
    const fact = AuditFactSchema.parse({ type, body });
    if (fact.type === 'BookmarkSet') {
      const { bookmarkId, world, moment, text } = fact.body;
      await client.query(
        `INSERT INTO bookmarks (id, world, moment, text, author, set_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING`,
        [bookmarkId, world, moment, text, actor.person, at],
      );
    } else if (fact.type === 'BookmarkRemoved')
      await client.query('DELETE FROM bookmarks WHERE id = $1 AND world = $2', [fact.body.bookmarkId, fact.body.world]);
  },
};

const RowSchema = z.object({
  id: z.string(),
  moment: z.date(),
  text: z.string(),
  author: z.string(),
  set_at: z.date(),
});

/** All of a world in the order of their moments. */
export async function readBookmarks(pool: pg.Pool, world: WorldId): Promise<Bookmark[]> {
  const { rows } = await pool.query(
    'SELECT id, moment, text, author, set_at FROM bookmarks WHERE world = $1 ORDER BY moment, id LIMIT $2',
    [world, MOST_BOOKMARKS + 50],
  );
  return z
    .array(RowSchema)
    .parse(rows)
    .map(({ id, moment, text, author, set_at }) => ({
      id,
      moment: toTimestamp(moment.getTime()),
      text,
      author,
      setAt: toTimestamp(set_at.getTime()),
    }));
}
