import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { Config } from '@sitong/server/config.ts';
import { createClient } from 'redis';
import { fingerprintOf, judgeChain } from './chain.ts';
import type { Finding } from './finding.ts';

const DAY_MS = 86_400_000;

/** A certificate as browsers will judge it; its chain of trust is theirs to know. */
export function judgeCertificate(pem: string | Buffer, host: string | undefined, nowMs: number): Finding[] {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [
      { area: 'certificate', state: 'bad', what: `TLS_CERT is no certificate: ${why}`, remedy: 'name a PEM file' },
    ];
  }
  const leftDays = Math.floor((Date.parse(certificate.validTo) - nowMs) / DAY_MS);
  const findings: Finding[] = [];
  if (leftDays < 0)
    findings.push({
      area: 'certificate',
      state: 'bad',
      what: `ended ${-leftDays} days ago`,
      remedy: 'renew it and restart',
    });
  else if (leftDays < 30)
    findings.push({
      area: 'certificate',
      state: 'watch',
      what: `ends in ${leftDays} days`,
      remedy: 'renew it and restart',
    });
  else findings.push({ area: 'certificate', state: 'good', what: `good for ${leftDays} days` });
  if (host !== undefined && (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)) === undefined)
    findings.push({
      area: 'certificate',
      state: 'bad',
      what: `does not name ${host}`,
      remedy: 'get one for the host of PUBLIC_URL: a clicked-away warning still blocks phones from working offline',
    });
  return findings;
}

/** Caddy’s root: it may not have made it yet. */
function ownRoot(caPath: string | null): Finding[] {
  if (caPath === null) return [];
  try {
    return [fingerprintOf(new X509Certificate(readFileSync(caPath)))];
  } catch (error) {
    const what = `TLS_CA cannot be used: ${error instanceof Error ? error.message : String(error)}`;
    return [{ area: 'certificate', state: 'watch', what, remedy: 'start Caddy, which makes it, and look again' }];
  }
}

export function checkTls(config: Config, nowMs: number): Finding[] {
  const { tls, publicUrl, caPath } = config;
  if (tls.kind === 'files') {
    const host = publicUrl === null ? undefined : new URL(publicUrl).hostname;
    const pem = readFileSync(tls.certPath, 'utf8');
    const judged = judgeCertificate(pem, host, nowMs);
    if (judged.some(({ what }) => what.startsWith('TLS_CERT is no'))) return judged;
    return [...judged, ...judgeChain(pem, caPath === null ? undefined : readFileSync(caPath, 'utf8'), nowMs)];
  }
  if (publicUrl?.startsWith('https:'))
    return [{ area: 'certificate', state: 'good', what: 'https is served by a proxy in front' }, ...ownRoot(caPath)];
  return [
    {
      area: 'certificate',
      state: 'watch',
      what: 'plain http: phones get no position, no work without a line, no notices',
      remedy: 'set TLS_CERT and TLS_KEY, or put Caddy in front and set PUBLIC_URL',
    },
  ];
}

export async function checkRedis(url: string | null): Promise<Finding[]> {
  if (url === null) return [{ area: 'redis', state: 'good', what: 'not used: one node' }];
  const client = createClient({ url, socket: { connectTimeout: 2_000, reconnectStrategy: false } });
  let heard: unknown;
  client.on('error', (error: unknown) => {
    heard = error;
  });
  try {
    await client.connect();
    const began = performance.now();
    await client.ping();
    const took = (performance.now() - began).toFixed(1);
    await client.close();
    return [{ area: 'redis', state: 'good', what: `answers in ${took} ms` }];
  } catch (error) {
    const why = heard ?? error;
    return [
      {
        area: 'redis',
        state: 'watch',
        what: `does not answer: ${why instanceof Error ? why.message : String(why)}`,
        remedy: 'start it: events are unharmed, positions of other nodes come late until then',
      },
    ];
  }
}
