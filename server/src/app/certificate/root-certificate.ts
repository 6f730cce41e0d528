import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';

export type RootCertificate =
  | { kind: 'none'; why: string }
  | {
      kind: 'root';
      name: string;
      /** SHA-256 of the certificate, as browsers and systems show it: AB:CD:… */
      fingerprint: string;
      validTo: Date;
      /** The certificate alone, whatever else the file holds. */
      der: Buffer;
    };

const commonName = (subject: string): string => /^CN=(.*)$/m.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ');

/** What stands in TLS_CA. Only a certificate that signs others is handed out: a key in that file never leaves it. */
export function rootCertificateOf(pem: string | Buffer): RootCertificate {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch (error) {
    return { kind: 'none', why: `TLS_CA is no certificate: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (!certificate.ca) return { kind: 'none', why: `TLS_CA is no authority: ${commonName(certificate.subject)}` };
  return {
    kind: 'root',
    name: commonName(certificate.subject),
    fingerprint: certificate.fingerprint256,
    validTo: new Date(certificate.validTo),
    der: certificate.raw,
  };
}

/** Read at each request: Caddy makes its authority at its own first start, which may come after ours. */
export async function readRootCertificate(path: string | null): Promise<RootCertificate> {
  if (path === null) return { kind: 'none', why: 'TLS_CA is not set' };
  try {
    return rootCertificateOf(await readFile(path));
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return { kind: 'none', why: `TLS_CA cannot be read (${why})` };
  }
}
