import dns, { type LookupAddress, type LookupOptions } from 'node:dns';
import { SITE } from '../county.ts';
import { containerOf, fieldOf } from './engine.ts';

const NAMED = ['server', 'server-2', 'postgres', 'postgres-standby'] as const;
const addresses = new Map<string, string>([[SITE, '127.0.0.1']]);

type Told = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/**
 * From here on this process knows the site by the published ports and the services by the addresses the engine gave them,
 * as its own name service does inside. A bridge of Docker on Linux is reached from the machine itself.
 */
export function knowTheNames(): void {
  const others = dns.lookup;
  Object.defineProperty(dns, 'lookup', {
    value: (host: string, options: LookupOptions, tell: Told): void => {
      const address = addresses.get(host);
      if (address === undefined) others(host, options, tell);
      else if (options.all === true) tell(null, [{ address, family: 4 }]);
      else tell(null, address, 4);
    },
  });
}

/** Asked again whenever a container was begun anew. */
export async function learnAddresses(): Promise<void> {
  for (const name of NAMED) {
    if ((await containerOf(name)) === undefined) continue;
    const address = await fieldOf(name, '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}');
    if (address !== '') addresses.set(name, address);
  }
}
