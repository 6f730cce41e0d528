import { AuditEventSchemas } from '@sitong/shared/kernel/audit.ts';
import { IdSchema, LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { TimestampSchema, toMs } from '@sitong/shared/kernel/time.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireRole, requireSession } from '../../plumbing/http/identity.ts';
import { MOST_BOOKMARKS, readBookmarks } from '../replay/bookmarks.ts';
import { MAY_REVIEW, pastWorld } from '../replay/past-world.ts';
import type { Services } from '../services.ts';

const WorldParamSchema = z.object({ world: WorldIdSchema });
const BookmarkSchema = z.object({
  id: IdSchema,
  moment: TimestampSchema,
  text: z.string(),
  author: z.string(),
  /** Name of the author, as the county knows it today; null: it does not any more. */
  name: z.string().nullable(),
  setAt: TimestampSchema,
});
const { moment, text } = AuditEventSchemas.BookmarkSet.shape;
/** Who takes away what another wrote. */
const MAY_TIDY: readonly string[] = ['duty_leader', 'commander', 'admin'];

/** Notes on moments of the past of a world, seen by all who look back on it; also on a drill that is closed. */
export function bookmarkRoutes({ audit, log, master, now, pool }: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/replay/:world/bookmarks',
      {
        schema: {
          tags: ['drills'],
          summary:
            'Bookmarks of a drill, or of the live world for those who run its desk, in the order of their moments',
          params: WorldParamSchema,
          response: { 200: z.object({ bookmarks: z.array(BookmarkSchema) }) },
        },
      },
      async (request) => {
        const { info } = requireSession(request);
        const { world } = request.params;
        await pastWorld({ log }, world);
        // What the county's desk wrote about the county is not for every township; a drill is everybody's lesson.
        const mine = world !== LIVE || info.roles.some((role) => MAY_REVIEW.some((one) => one === role));
        const bookmarks = mine ? await readBookmarks(pool, world) : [];
        const nameOf = (person: string): string | null => master.county.persons.get(person)?.name ?? null;
        return { bookmarks: bookmarks.map((one) => ({ ...one, name: nameOf(one.author) })) };
      },
    );
    app.post(
      '/api/replay/:world/bookmarks',
      {
        schema: {
          tags: ['drills'],
          summary: 'Set a bookmark: an audit entry, seen by all who look back',
          params: WorldParamSchema,
          body: z.object({ id: IdSchema, moment, text }),
        },
      },
      async (request, reply) => {
        const { info } = requireRole(request, MAY_REVIEW);
        const { world } = request.params;
        const { id, ...note } = request.body;
        await pastWorld({ log }, world);
        if (world === LIVE && toMs(note.moment) > now())
          throw new HttpError(422, 'moment_to_come', 'a bookmark stands on a moment that has been', 'moment');
        const bookmarks = await readBookmarks(pool, world);
        // The answer to a first try was lost on its way.
        if (bookmarks.some((one) => one.id === id)) return reply.code(200).send({ id });
        if (bookmarks.length >= MOST_BOOKMARKS)
          throw new HttpError(409, 'too_many_bookmarks', `${MOST_BOOKMARKS} bookmarks are set; remove one first`);
        await audit.record(info.person, { type: 'BookmarkSet', body: { bookmarkId: id, world, ...note } });
        return reply.code(201).send({ id });
      },
    );
    app.delete(
      '/api/replay/:world/bookmarks/:id',
      {
        schema: {
          tags: ['drills'],
          summary: 'Remove a bookmark: by its author, or by one who leads',
          params: WorldParamSchema.extend({ id: IdSchema }),
        },
      },
      async (request, reply) => {
        const { info } = requireRole(request, MAY_REVIEW);
        const { world, id } = request.params;
        const bookmark = (await readBookmarks(pool, world)).find((one) => one.id === id);
        if (bookmark === undefined) throw new HttpError(404, 'bookmark_unknown', `there is no bookmark ${id}`, 'id');
        if (bookmark.author !== info.person && !info.roles.some((role) => MAY_TIDY.includes(role)))
          throw new HttpError(403, 'not_your_bookmark', 'another person set it: ask them, or one who leads');
        await audit.record(info.person, { type: 'BookmarkRemoved', body: { bookmarkId: id, world } });
        return reply.code(204).send();
      },
    );
  };
}
