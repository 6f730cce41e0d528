import { isIP } from 'node:net';

/** Where a browser stands, as WebAuthn sees it: its origin, and the host name that a key belongs to. */
export interface KeyPlace {
  origin: string;
  rpId: string;
}

/**
 * The place a request came from; undefined where no browser lets a key answer (WebAuthn level 3 §5.1.3: a secure
 * context and a host name, never an address in digits), or where it came from no page of ours. Browsers send
 * `Origin` with everything that changes something.
 */
export function keyPlaceOf(
  { origin, host }: { origin: string | undefined; host: string | undefined },
  allows: (origin: string, host: string | undefined) => boolean,
): KeyPlace | undefined {
  if (origin === undefined || !allows(origin, host) || !URL.canParse(origin)) return undefined;
  const { protocol, hostname } = new URL(origin);
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return undefined;
  const own = hostname === 'localhost' || hostname.endsWith('.localhost');
  return protocol === 'https:' || (protocol === 'http:' && own) ? { origin, rpId: hostname } : undefined;
}
