import { readFileSync, statSync } from 'node:fs';
import { DivisionCodeSchema } from '@sitong/shared/kernel/division.ts';
import { z } from 'zod';

const CountySchema = z.strictObject({
  county: DivisionCodeSchema,
  url: z
    .url({ protocol: /^https?$/, error: 'must be the http:// or https:// address of the county’s server' })
    .transform((url) => url.replace(/\/+$/, '')),
  token: z.string().regex(/^st_\S{10,190}$/, 'must be a token of scope outbox, made at that county: npm run token'),
});
export type CountyBelow = z.infer<typeof CountySchema>;

const CountiesSchema = z
  .array(CountySchema)
  .max(2000)
  .refine((all) => new Set(all.map(({ county }) => county)).size === all.length, 'names a county twice');

/**
 * Reads the file of SITONG_COUNTIES: `[{"county": "610525000000", "url": "https://…", "token": "st_…"}]`. It holds
 * tokens, so nobody but its owner and group may read it.
 * @throws Error with a sentence that says what to do
 */
export function readCounties(path: string): CountyBelow[] {
  let text: string;
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & 0o007) !== 0)
      throw new Error('everybody on this machine may read its tokens: chmod 640 it');
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw refused(path, error instanceof Error ? error.message : String(error));
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refused(path, 'it is no JSON');
  }
  const parsed = CountiesSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refused(path, `${issue?.path.join('.') || 'the list'}: ${issue?.message ?? 'does not fit'}`);
}

function refused(path: string, why: string): Error {
  return new Error(
    `SITONG_COUNTIES ${path} cannot be used (${why}); it is a list like [{"county":"610525000000","url":"https://county.example","token":"st_…"}]`,
  );
}
