import type { FastifyHelmetOptions } from '@fastify/helmet';
import type { Config } from '../config.ts';

/** Whether browsers come over TLS: served here, or by the proxy in front that PUBLIC_URL then names. */
export const tlsOf = ({ tls, publicUrl }: Pick<Config, 'tls' | 'publicUrl'>): 'on' | 'off' =>
  tls.kind === 'files' || publicUrl?.startsWith('https:') ? 'on' : 'off';

/** Our own pages only (reliability §4); no inline script, no foreign anything. HSTS and upgrades only under TLS. */
export function contentSecurity(tls: 'on' | 'off'): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'"],
        // React Aria and MapLibre position elements by style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        connectSrc: ["'self'", ...(tls === 'on' ? ['wss:'] : ['ws:', 'wss:'])],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(tls === 'on' ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: tls === 'on' ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  };
}

/** A browser may come from the address it asked for, from PUBLIC_URL, and from nowhere else. */
export function allowsOriginOf(config: Config): (origin: string, host: string | undefined) => boolean {
  return (origin, host) => {
    if (config.publicUrl !== null && origin === config.publicUrl) return true;
    if (host === undefined || !URL.canParse(origin)) return false;
    return new URL(origin).host === host;
  };
}
