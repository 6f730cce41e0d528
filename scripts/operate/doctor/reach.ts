import type { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as askPlain } from 'node:http';
import { request as askTls } from 'node:https';
import { isIP } from 'node:net';
import { getCACertificates, TLSSocket } from 'node:tls';
import type { Config } from '@sitong/server/config.ts';
import type { Finding } from './finding.ts';

const DAY_MS = 86_400_000;
const PATIENCE_MS = 3_000;

/** Where a server is asked, and as whom a browser would know it. */
export interface Door {
  /** Origin, for example https://127.0.0.1:8443 */
  origin: string;
  /** The host people type; undefined = PUBLIC_URL is not set, and no name is compared. */
  name: string | undefined;
  /** The root of TLS_CA, PEM: devices trust it beside those of their system. */
  rootPem: string | undefined;
}

/** What a handshake showed, before anything was decided. */
interface Shown {
  /** OpenSSL's name of what is wrong with the chain, or undefined. */
  fault: string | undefined;
  certificate: X509Certificate | undefined;
}

interface Heard {
  status: number;
  text: string;
  shown: Shown | undefined;
}

/** Where the server of this environment is: itself on this machine, and through the proxy when https is served there. */
export function doorsOf({ host, port, tls, publicUrl, caPath }: Config): Door[] {
  const near = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const rootPem = readRoot(caPath);
  const outside = publicUrl === null ? undefined : new URL(publicUrl);
  const own = {
    origin: `${tls.kind === 'files' ? 'https' : 'http'}://${near}:${port}`,
    name: outside?.hostname,
    rootPem,
  };
  if (tls.kind === 'files' || outside?.protocol !== 'https:') return [own];
  return [own, { origin: outside.origin, name: outside.hostname, rootPem }];
}

/** A root that cannot be read is said by `checkTls`; here the system's own are then all there is. */
function readRoot(path: string | null): string | undefined {
  if (path === null) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Asks a running server whether it is ready, as a device would that trusts TLS_CA; none running is no fault. */
export async function checkReach(door: Door, nowMs: number): Promise<Finding[]> {
  const url = `${door.origin}/readyz`;
  let heard: Heard;
  try {
    heard = await ask(url, door);
  } catch (error) {
    const what = `nothing answers at ${url} (${error instanceof Error ? error.message : String(error)})`;
    const remedy = 'start it by npm start, or ignore this before the first start';
    return [{ area: 'server', state: 'unknown', what, remedy }];
  }
  const { status, text, shown } = heard;
  const tls = shown === undefined ? [] : judgeShown(url, shown, door.name, nowMs);
  if (status === 200) return [...tls, { area: 'server', state: 'good', what: `ready at ${url}` }];
  const what = `${url} answers ${status}: ${text.slice(0, 200)}`;
  return [...tls, { area: 'server', state: 'bad', what, remedy: 'read the server log (scripts/deploy/RUNBOOK.md)' }];
}

function ask(url: string, { name, rootPem }: Door): Promise<Heard> {
  const secure = url.startsWith('https:');
  const roots = [...getCACertificates('default'), ...(rootPem === undefined ? [] : [rootPem])];
  // Every fault is to be told, not the first to break the line; nothing secret is sent.
  const trust = {
    ca: roots,
    rejectUnauthorized: false,
    ...(name === undefined || isIP(name) ? {} : { servername: name }),
  };
  return new Promise((resolve, reject) => {
    const options = { agent: false, timeout: PATIENCE_MS, headers: name === undefined ? {} : { host: name } };
    const asked = (secure ? askTls(url, { ...options, ...trust }) : askPlain(url, options)).on('response', (answer) => {
      const { socket } = answer;
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        if (text.length < 1000) text += chunk;
      });
      answer.on('error', reject);
      const shown = socket instanceof TLSSocket ? shownBy(socket) : undefined;
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, shown }));
    });
    asked.on('timeout', () => asked.destroy(new Error(`silent for ${PATIENCE_MS / 1000} s`)));
    asked.on('error', reject);
    asked.end();
  });
}

function shownBy(socket: TLSSocket): Shown {
  // With the name wrong alone the chain holds, and the name is compared below.
  const fault = socket.authorized ? undefined : String(socket.authorizationError);
  return {
    fault: fault === 'ERR_TLS_CERT_ALTNAME_INVALID' ? undefined : fault,
    certificate: socket.getPeerX509Certificate(),
  };
}

const UNTRUSTED = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** What a browser will say of the certificate that was really shown, which need not be the file that was configured. */
export function judgeShown(
  url: string,
  { fault, certificate }: Shown,
  name: string | undefined,
  nowMs: number,
): Finding[] {
  const bad = (what: string, remedy: string): Finding => ({ area: 'certificate', state: 'bad', what, remedy });
  if (certificate === undefined) return [bad(`${url} shows no certificate`, 'see what listens there')];
  const findings: Finding[] = [];
  const endsMs = Date.parse(certificate.validTo);
  const beginsMs = Date.parse(certificate.validFrom);
  if (endsMs < nowMs)
    findings.push(bad(`the one shown at ${url} ended on ${day(endsMs)}`, 'renew it, or see why it was not renewed'));
  else if (beginsMs > nowMs)
    findings.push(bad(`the one shown at ${url} begins on ${day(beginsMs)}`, 'see whether a clock is wrong'));
  else if (endsMs - nowMs < Math.min(30 * DAY_MS, (endsMs - beginsMs) / 6))
    // Caddy's own live for half a day and are made anew long before: days alone would call every one of them late.
    findings.push({
      area: 'certificate',
      state: 'watch',
      what: `the one shown at ${url} ends in ${left(endsMs - nowMs)}`,
      remedy: 'renew it; what renews it by itself should have done so by now',
    });
  if (name !== undefined && (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)) === undefined)
    findings.push(
      bad(
        `the one shown at ${url} does not name ${name}, only ${certificate.subjectAltName ?? certificate.subject}`,
        'get one for the host of PUBLIC_URL: a clicked-away warning still blocks phones from working offline',
      ),
    );
  if (fault !== undefined && UNTRUSTED.has(fault))
    findings.push(
      bad(
        `the one shown at ${url} leads to no root that devices have (${fault})`,
        'name its root in TLS_CA and install that on the devices (/certificate), or send the whole chain',
      ),
    );
  else if (fault !== undefined && fault !== 'CERT_HAS_EXPIRED' && fault !== 'CERT_NOT_YET_VALID')
    findings.push(bad(`the one shown at ${url} is refused: ${fault}`, 'see TLS_CERT, its chain and its dates'));
  else if (fault !== undefined && findings.length === 0)
    findings.push(bad(`an authority above the one shown at ${url} is out of date (${fault})`, 'renew that authority'));
  if (findings.length > 0) return findings;
  const named =
    name === undefined ? 'trusted; its name was not compared (PUBLIC_URL is not set)' : `trusted for ${name}`;
  return [
    {
      area: 'certificate',
      state: 'good',
      what: `the one shown at ${url} is ${named}, good for ${left(endsMs - nowMs)}`,
    },
  ];
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const left = (ms: number): string =>
  ms >= 2 * DAY_MS ? `${Math.floor(ms / DAY_MS)} days` : `${Math.floor(ms / 3_600_000)} h`;
