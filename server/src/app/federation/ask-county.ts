import type { CountyBelow } from './counties-file.ts';
import type { Cursor } from './county-store.ts';
import { LONGEST_WAIT_S, type TakenPage, TakenPageSchema } from './upward-item.ts';

/** Why a county could not be read just now. */
export type Trouble =
  /** No line, no answer in time, or one that broke off: tried again by itself. */
  | { kind: 'cut'; why: string }
  /** It answers, and does not let us read. */
  | { kind: 'refused'; why: string }
  /** Its log is no longer the one we have read; a person decides. */
  | { kind: 'history_changed'; why: string };

export type Asked = { kind: 'page'; page: TakenPage } | Trouble;

/** 500 items with the largest warning areas stay far below. */
const MOST_BYTES = 32_000_000;
const PATIENCE_MS = 10_000;

/** One request to a county for what comes after the cursor; waits there for news when `wait` says so. */
export async function askCounty(
  { county, url, token }: CountyBelow,
  { seq, hash }: Cursor,
  { wait, signal }: { wait: 'for news' | 'no'; signal: AbortSignal },
): Promise<Asked> {
  const waitS = wait === 'for news' ? LONGEST_WAIT_S : 0;
  const query = new URLSearchParams({ after: String(seq), wait: String(waitS) });
  if (hash !== undefined) query.set('hash', hash);
  const late = AbortSignal.timeout(waitS * 1000 + PATIENCE_MS);
  let status: number;
  let text: string;
  try {
    const answer = await fetch(`${url}/api/outbox?${query}`, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      // Our token is for this address and no other.
      redirect: 'error',
      signal: AbortSignal.any([signal, late]),
    });
    status = answer.status;
    text = await boundedText(answer);
  } catch (error) {
    return { kind: 'cut', why: reasonOf(error) };
  }
  const said = `${status} ${text.slice(0, 200)}`;
  if (status === 409) return { kind: 'history_changed', why: said };
  if (status === 429 || status >= 500) return { kind: 'cut', why: said };
  if (status !== 200) return { kind: 'refused', why: said };
  const page = pageOf(text);
  if (page === undefined) return { kind: 'refused', why: 'the answer is no page of an outbox' };
  if (page.county !== county) return { kind: 'refused', why: `this is county ${page.county}, not ${county}` };
  if (page.world !== 'live') return { kind: 'refused', why: `the token is of the drill ${page.world}` };
  if (page.after !== seq) return { kind: 'refused', why: `asked after ${seq}, answered after ${page.after}` };
  return { kind: 'page', page };
}

function pageOf(text: string): TakenPage | undefined {
  try {
    return TakenPageSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // no JSON
  }
}

async function boundedText(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    bytes += part.byteLength;
    if (bytes > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** fetch says "fetch failed" and keeps the reason inside. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
