import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** Real X.509 certificates (RFC 5280, DER by hand) for tests: no file that ends one day, no key in the repository. */
export interface Issued {
  pem: string;
  keyPem: string;
  key: KeyObject;
  name: string;
}

const tlv = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const size = body.length < 0x100 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: readonly Uint8Array[]): Buffer => tlv(0x30, ...parts);
/** An object identifier, already encoded. */
const oid = (...bytes: readonly number[]): Buffer => tlv(0x06, Buffer.from(bytes));
const ECDSA_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const commonName = (name: string): Buffer =>
  sequence(tlv(0x31, sequence(oid(0x55, 0x04, 0x03), tlv(0x0c, Buffer.from(name)))));
/** GeneralizedTime. */
const time = (ms: number): Buffer =>
  tlv(0x18, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, '').slice(0, 14)}Z`));

/** @param asked `by` undefined makes a root; `hosts` are DNS names of a leaf */
export function issue(asked: {
  name: string;
  hosts?: readonly string[];
  fromMs: number;
  toMs: number;
  by?: Issued;
}): Issued {
  const { name, hosts = [], fromMs, toMs, by } = asked;
  const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const authority = hosts.length === 0;
  const basic = sequence(
    oid(0x55, 0x1d, 0x13),
    tlv(0x01, Buffer.from([0xff])),
    tlv(0x04, sequence(...(authority ? [tlv(0x01, Buffer.from([0xff]))] : []))),
  );
  const names = sequence(...hosts.map((host) => tlv(0x82, Buffer.from(host))));
  const extensions = authority ? [basic] : [basic, sequence(oid(0x55, 0x1d, 0x11), tlv(0x04, names))];
  const serial = Buffer.from([1, ...Buffer.from(name).subarray(0, 15)]);
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, serial),
    ECDSA_SHA256,
    commonName(by?.name ?? name),
    sequence(time(fromMs), time(toMs)),
    commonName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, by?.key ?? key);
  const der = sequence(body, ECDSA_SHA256, tlv(0x03, Buffer.from([0]), signature));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    pem: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    keyPem: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    key,
    name,
  };
}
