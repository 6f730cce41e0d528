import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type pg from 'pg';
import { z } from 'zod';

/** How a call of the scenario begins in the duty log of its drill, where it stays for the review. */
export const PROMPT_MARK = '【来电】';

export interface Prompt {
  seq: number;
  at: string;
  text: string;
}

const BodySchema = z.object({ text: z.string() });

/** The newest calls of a drill. They are duty log entries, so that a review shows when the desk was told. */
export async function readPrompts(pool: pg.Pool, world: string): Promise<Prompt[]> {
  const { rows } = await pool.query<{ seq: number; at: Date; body: string }>(
    `SELECT seq, at, body FROM events WHERE world = $1 AND type = 'DutyLogEntered' ORDER BY seq DESC LIMIT 200`,
    [world],
  );
  return rows.flatMap(({ seq, at, body }) => {
    const { text } = BodySchema.parse(JSON.parse(body));
    if (!text.startsWith(PROMPT_MARK)) return [];
    return [{ seq: Number(seq), at: toTimestamp(at.getTime()), text: text.slice(PROMPT_MARK.length) }];
  });
}
