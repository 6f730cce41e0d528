import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { chainHash, eventDigest } from './chain.ts';
import type { Head, Tampering, Verdict, VerifyRange } from './event-log.ts';
import type { StoredEvent } from './stored-event.ts';

/** What verification needs of a log; raw rows, before any upcasting. */
export interface ChainSource {
  world: WorldId;
  /** The world's head row, and the largest number among its events, at one moment. */
  head: Head;
  lastSeq: number;
  /** Hash of event `seq`; of the world's genesis for 0; undefined when there is no such event. */
  hashAt(seq: number): Promise<Buffer | undefined>;
  /** Rows with `from` ≤ seq ≤ `to` in order, in pages. */
  pages(from: number, to: number): AsyncIterable<readonly StoredEvent[]>;
}

/**
 * Recomputes the chain and names the first row that does not fit. Whoever can write to the database can
 * also recompute every hash after a change: heads exported earlier (`range.heads`) show that too.
 */
export async function verifyChain(source: ChainSource, range: VerifyRange = {}): Promise<Verdict> {
  const { world, head } = source;
  const bad = (seq: number, what: Tampering, detail: string): Verdict => ({ kind: 'bad', world, seq, what, detail });
  const from = Math.max(1, range.from ?? 1);
  const to = Math.min(head.seq, range.to ?? head.seq);
  const heads = new Map((range.heads ?? []).filter((h) => h.world === world).map((h) => [h.seq, h.hash]));

  let previous = await source.hashAt(from - 1);
  if (previous === undefined) return bad(from - 1, 'missing', `event ${from - 1} is not there`);
  let expected = from;
  for await (const page of source.pages(from, to)) {
    for (const event of page) {
      if (event.seq !== expected) return bad(expected, 'missing', `after ${expected - 1} comes ${event.seq}`);
      if (!fits(event, previous, event.hash)) {
        const moved = await findMoved(source, event, previous, to);
        return moved === undefined
          ? bad(expected, 'altered', 'its contents do not match its hash')
          : bad(expected, 'reordered', `the event that belongs here stands at ${moved}`);
      }
      const exported = heads.get(event.seq);
      if (exported !== undefined && exported !== event.hash.toString('hex')) {
        return bad(
          event.seq,
          'altered',
          'its hash differs from the head exported earlier: the log was rewritten up to here',
        );
      }
      previous = event.hash;
      expected += 1;
    }
  }
  if (expected <= to)
    return bad(expected, 'truncated', `the head stands at ${head.seq}, but the events end at ${expected - 1}`);
  if (to === head.seq) {
    if (source.lastSeq > head.seq)
      return bad(head.seq + 1, 'altered', `the head stands at ${head.seq}, but events go on to ${source.lastSeq}`);
    if (previous.toString('hex') !== head.hash)
      return bad(head.seq, 'altered', 'the hash in the head row differs from the last event');
  }
  const beyond = Math.max(0, ...heads.keys());
  if (beyond > head.seq)
    return bad(head.seq + 1, 'truncated', `a head exported earlier stands at ${beyond}, the log ends at ${head.seq}`);
  return { kind: 'ok', world, checked: to - from + 1, head };
}

function fits(event: StoredEvent, previous: Buffer, hash: Buffer, seq = event.seq): boolean {
  return chainHash(previous, seq, event.version, event.incidentId, eventDigest(event)).equals(hash);
}

/** Looks behind for the event that belongs in the place of `wrong`: rows swapped with or without their hashes. */
async function findMoved(
  source: ChainSource,
  wrong: StoredEvent,
  previous: Buffer,
  to: number,
): Promise<number | undefined> {
  for await (const page of source.pages(wrong.seq + 1, to)) {
    for (const event of page) {
      if (fits(event, previous, event.hash, wrong.seq) || fits(event, previous, wrong.hash, wrong.seq))
        return event.seq;
    }
  }
  return undefined;
}
