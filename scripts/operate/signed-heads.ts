import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Head } from '@sitong/server/plumbing/eventlog/event-log.ts';
import { z } from 'zod';

/**
 * The heads of a day, signed (Ed25519, RFC 8032) and tied to those of the day before, one line each: kept on another
 * machine they show later that no event before them was changed, and that no day was taken out of the list.
 */
export const HeadSchema = z.object({
  world: z.string(),
  seq: z.number().int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
const SaidSchema = z.object({
  at: z.iso.datetime({ offset: true }),
  heads: z.array(HeadSchema),
  /** SHA-256 of the line before; null in the first. */
  previous: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});
const LineSchema = SaidSchema.extend({ signature: z.base64() });

export type SignedVerdict =
  | { kind: 'whole'; days: number; heads: Head[]; lastAt: string }
  | { kind: 'bad'; line: number; what: string };

/** A new key: the private half for this machine alone, the public one (`.pub`) for whoever checks. */
export function newKey(path: string): void {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  writeFileSync(`${path}.pub`, publicKey.export({ type: 'spki', format: 'pem' }), { flag: 'wx' });
}

/** Adds the heads of this moment to the list and returns the line. Refuses a list that is not whole by this key. */
export function addSigned(listPath: string, heads: readonly Head[], keyPem: string, at: string): string {
  const key = createPrivateKey(keyPem);
  const list = existsSync(listPath) ? readFileSync(listPath, 'utf8') : '';
  const before =
    list === '' ? undefined : checkSigned(list, createPublicKey(key).export({ type: 'spki', format: 'pem' }));
  if (before?.kind === 'bad') throw new Error(`${listPath}:${before.line} ${before.what}: nothing was added`);
  const said = { at, heads: heads.map(({ world, seq, hash }) => ({ world, seq, hash })), previous: last(list) };
  const signature = sign(null, bytesOf(said), key).toString('base64');
  const line = JSON.stringify({ ...said, signature });
  appendFileSync(listPath, `${line}\n`);
  return line;
}

/** Every signature, every tie to the line before, and that no world ever went back. `keyPem`: the public key. */
export function checkSigned(list: string, keyPem: string | Buffer): SignedVerdict {
  const key = createPublicKey(keyPem);
  const newest = new Map<string, Head>();
  const heads: Head[] = [];
  let previous: string | null = null;
  let lastAt = '';
  const lines = linesOf(list);
  for (const [index, text] of lines.entries()) {
    const bad = (what: string): SignedVerdict => ({ kind: 'bad', line: index + 1, what });
    const parsed = LineSchema.safeParse(jsonOf(text));
    if (!parsed.success) return bad('is no line of signed heads');
    const { signature, ...said } = parsed.data;
    if (!verify(null, bytesOf(said), key, Buffer.from(signature, 'base64')))
      return bad('was not signed by this key, or changed');
    if (said.previous !== previous) return bad('does not follow the line before: one was taken out or moved');
    if (said.at < lastAt) return bad('is older than the line before');
    for (const head of said.heads) {
      if (head.seq < (newest.get(head.world)?.seq ?? 0)) return bad(`has a log of ${head.world} that went back`);
      newest.set(head.world, head);
      heads.push(head);
    }
    previous = hashOf(text);
    lastAt = said.at;
  }
  return lines.length === 0
    ? { kind: 'bad', line: 1, what: 'holds nothing' }
    : { kind: 'whole', days: lines.length, heads, lastAt };
}

const linesOf = (list: string): string[] => list.split('\n').filter((line) => line.trim() !== '');
const hashOf = (line: string): string => createHash('sha256').update(line).digest('hex');

function last(list: string): string | null {
  const line = linesOf(list).at(-1);
  return line === undefined ? null : hashOf(line);
}

/** What is signed: the fields in this order, whatever the order in the file. */
function bytesOf({ at, heads, previous }: z.infer<typeof SaidSchema>): Buffer {
  return Buffer.from(JSON.stringify([at, heads.map(({ world, seq, hash }) => [world, seq, hash]), previous]));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
