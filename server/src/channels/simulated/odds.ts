import { createHash } from 'node:crypto';

/** A number in [0, 1) that is always the same for the same parts: simulators play every recipient alike each time. */
export function odds(...parts: readonly (string | number)[]): number {
  return createHash('sha256').update(parts.join('\u0000')).digest().readUInt32BE(0) / 2 ** 32;
}
