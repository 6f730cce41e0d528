import { X509Certificate } from 'node:crypto';
import type { Finding } from './finding.ts';

const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const DAY_MS = 86_400_000;
const area = 'certificate' as const;

const nameOf = ({ subject }: X509Certificate): string => subject.replaceAll('\n', ', ');
const isRoot = (certificate: X509Certificate): boolean => certificate.subject === certificate.issuer;
const signs = (upper: X509Certificate, lower: X509Certificate): boolean =>
  lower.checkIssued(upper) && lower.verify(upper.publicKey);

/**
 * Whether the file of TLS_CERT holds, after the certificate itself, each authority up to a root, in order; browsers do
 * not fetch what is missing. With TLS_CA the root must be that one, which the devices have.
 * @param chainPem TLS_CERT, a certificate that `judgeCertificate` could read
 */
export function judgeChain(chainPem: string, rootPem: string | undefined, nowMs: number): Finding[] {
  const chain = (chainPem.match(BLOCK) ?? []).map((pem) => new X509Certificate(pem));
  const findings: Finding[] = [];
  for (const [i, upper] of chain.entries()) {
    const lower = chain[i - 1];
    if (lower !== undefined && !signs(upper, lower))
      findings.push({
        area,
        state: 'bad',
        what: `chain broken: ${nameOf(lower)} was not signed by ${nameOf(upper)}`,
        remedy: 'put into TLS_CERT the certificate first, then what signed it, then what signed that',
      });
    if (i > 0) findings.push(...ends(upper, nowMs));
  }
  const last = chain.at(-1);
  if (last === undefined) return findings;
  if (rootPem === undefined) {
    const whose = isRoot(last) ? 'a root of its own' : nameOf(last).replace(/^.*CN=/, '');
    if (isRoot(last))
      findings.push({
        area,
        state: 'watch',
        what: `ends in ${whose}, which no device trusts by itself`,
        remedy: 'name that root in TLS_CA: /certificate then hands it out and says how to install it',
      });
    return findings;
  }
  let root: X509Certificate;
  try {
    root = new X509Certificate(rootPem);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [...findings, { area, state: 'bad', what: `TLS_CA is no certificate: ${why}`, remedy: 'name a PEM file' }];
  }
  findings.push(...ends(root, nowMs));
  if (!root.ca || !(signs(root, last) || last.fingerprint256 === root.fingerprint256))
    findings.push({
      area,
      state: 'bad',
      what: `${nameOf(last)} was not signed by the root of TLS_CA (${nameOf(root)})`,
      remedy: 'name in TLS_CA the root that signed TLS_CERT, or add what stands between them to TLS_CERT',
    });
  else findings.push({ area, state: 'good', what: `chain of ${chain.length} up to ${nameOf(root)}` });
  findings.push(fingerprintOf(root));
  return findings;
}

/** What is written on the paper that people compare with the page. */
export function fingerprintOf(root: X509Certificate): Finding {
  return { area, state: 'good', what: `root for /certificate, SHA-256 ${root.fingerprint256}` };
}

function ends(authority: X509Certificate, nowMs: number): Finding[] {
  const leftDays = Math.floor((Date.parse(authority.validTo) - nowMs) / DAY_MS);
  if (leftDays >= 90) return [];
  return [
    {
      area,
      state: leftDays < 0 ? 'bad' : 'watch',
      what: `authority ${nameOf(authority)} ${leftDays < 0 ? `ended ${-leftDays} days ago` : `ends in ${leftDays} days`}`,
      remedy: 'make a new one and install it on every device before the old one ends',
    },
  ];
}
