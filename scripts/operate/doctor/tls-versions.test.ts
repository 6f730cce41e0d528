import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type SecureVersion } from 'node:tls';
import { tlsFiles } from '@sitong/server/app/tls-files.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { issue } from './testing-certificate.ts';

const folder = mkdtempSync(join(tmpdir(), 'sitong-tls-'));
const server = createServer();
let port = 0;
beforeAll(async () => {
  const nowMs = Date.now();
  const span = { fromMs: nowMs - 1000, toMs: nowMs + 86_400_000 };
  const root = issue({ name: 'Sitong Test Root', ...span });
  const { pem, keyPem } = issue({ name: 'sitong.test', hosts: ['sitong.test'], by: root, ...span });
  const [certPath, keyPath] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(certPath, pem);
  writeFileSync(keyPath, keyPem);
  server.setSecureContext(await tlsFiles({ kind: 'files', certPath, keyPath }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  ({ port } = address);
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a client of this version alone gets to: the version, or the word of its error. */
function offered(version: SecureVersion): Promise<string> {
  return new Promise((resolve) => {
    const line = connect({
      port,
      host: '127.0.0.1',
      minVersion: version,
      maxVersion: version,
      ciphers: 'ALL@SECLEVEL=0',
      rejectUnauthorized: false,
    });
    line.once('secureConnect', () => {
      resolve(line.getProtocol() ?? '');
      line.destroy();
    });
    line.once('error', (error: NodeJS.ErrnoException) => resolve(`refused: ${error.code ?? error.message}`));
  });
}

it('TLS_CERT serves TLS 1.2 and 1.3, and nothing older', async () => {
  expect(await offered('TLSv1.3')).toBe('TLSv1.3');
  expect(await offered('TLSv1.2')).toBe('TLSv1.2');
  expect(await offered('TLSv1.1')).toMatch(/^refused: .*(VERSION|ALERT)/);
  expect(await offered('TLSv1')).toMatch(/^refused: .*(VERSION|ALERT)/);
});
