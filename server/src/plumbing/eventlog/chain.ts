import { createHash } from 'node:crypto';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';

/** The columns of one event as stored, before the log gives it number, version and hash. */
export interface DigestFields {
  world: string;
  stream: string;
  type: string;
  schema: number;
  commandId: string;
  causedBy: number | undefined;
  /** JSON text. */
  actor: string;
  at: string;
  recordedAt: string;
  observedAt: string | undefined;
  division: string;
  audience: readonly string[];
  /** JSON text. */
  body: string;
}

const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** What the first event of a world is chained to. */
export function genesisHash(world: WorldId): Buffer {
  return sha256(world);
}

/**
 * SHA-256 over the JSON array of the stored columns in this order. Times are the stored instant as
 * RFC 3339 at +08:00 with milliseconds. An auditor needs nothing but this line and `chainHash`.
 */
export function eventDigest(e: DigestFields): Buffer {
  return sha256(
    JSON.stringify([
      e.world,
      e.stream,
      e.type,
      e.schema,
      e.commandId,
      e.causedBy ?? null,
      e.actor,
      e.at,
      e.recordedAt,
      e.observedAt ?? null,
      e.division,
      e.audience,
      e.body,
    ]),
  );
}

/** The hash of an event: previous hash, then number, version and incident a line each, then the digest. */
export function chainHash(
  previous: Uint8Array,
  seq: number,
  version: number,
  incidentId: string | undefined,
  digest: Uint8Array,
): Buffer {
  return sha256(previous, `${seq}\n${version}\n${incidentId ?? ''}\n`, digest);
}
