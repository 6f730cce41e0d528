/** Name of the session cookie: `__Host-` demands TLS, which a plain LAN does not have. */
export function cookieName(tls: 'on' | 'off'): string {
  return tls === 'on' ? '__Host-sitong' : 'sitong';
}

/** Our tokens hold only letters that travel as they are: nothing to decode, and nothing that could fail to. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, ...rest] = part.split('=');
    if (key?.trim() === name) return rest.join('=').trim();
  }
  return undefined;
}
