/** Whether a key can answer at this address, and if not, why (WebAuthn level 3 §5.1.3). */
export type KeysHere = 'possible' | 'plain_http' | 'ip_address' | 'no_browser';

/** Host names have no digits alone; IPv6 stands in brackets. */
const DIGITS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[.*\])$/;

export function keysHere({
  hostname,
  secure,
  known,
}: {
  hostname: string;
  secure: boolean;
  /** Whether the browser has the interface; it hides it on a plain connection. */
  known: boolean;
}): KeysHere {
  if (DIGITS.test(hostname)) return 'ip_address';
  if (!secure) return 'plain_http';
  return known ? 'possible' : 'no_browser';
}

export const keysHereNow = (): KeysHere =>
  keysHere({
    hostname: window.location.hostname,
    secure: window.isSecureContext,
    known: 'PublicKeyCredential' in window,
  });
