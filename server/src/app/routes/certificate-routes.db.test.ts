import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildTestApp } from '../../testing/test-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'sitong-ca-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const caPath = join(folder, 'root.crt');
const ROOT = readFileSync(new URL('../certificate/fixtures/root.pem', import.meta.url));
const test = await buildTestApp({ env: { TLS_CA: caPath } });

describe('/certificate', () => {
  it('[OPS-30] says that there is nothing to install until the authority is there, and finds it without a restart', async () => {
    const before = await test.fetch('/certificate', undefined);
    expect([before.status, await before.text()]).toEqual([200, expect.stringContaining('没有需要安装的根证书')]);
    expect((await test.fetch('/certificate/sitong-root.crt', undefined)).status).toBe(404);
    writeFileSync(caPath, ROOT);
    expect((await test.fetch('/certificate/sitong-root.crt', undefined)).status).toBe(200);
  });

  it('[OPS-31] hands out the root itself, and its fingerprint to compare it with', async () => {
    writeFileSync(caPath, ROOT);
    const answer = await test.fetch('/certificate/sitong-root.crt', undefined);
    expect(answer.headers.get('content-type')).toBe('application/x-x509-ca-cert');
    const der = Buffer.from(await answer.arrayBuffer());
    const { fingerprint256, subject } = new X509Certificate(der);
    expect(subject).toBe('CN=Sitong Test Root');
    expect(createHash('sha256').update(der).digest('hex').toUpperCase()).toBe(fingerprint256.replaceAll(':', ''));
    expect(await (await test.fetch('/certificate', undefined)).text()).toContain(fingerprint256);
  });

  it('[OPS-32] tells how on each system, in the language of the browser or the one asked for', async () => {
    writeFileSync(caPath, ROOT);
    const page = async (path: string, accept: string): Promise<string> =>
      (await test.fetch(path, undefined, { headers: { 'accept-language': accept } })).text();
    const zh = await page('/certificate', 'zh-CN,zh;q=0.9');
    for (const words of ['受信任的根证书颁发机构', '安卓', '证书信任设置', '统信']) expect(zh).toContain(words);
    const en = await page('/certificate', 'en-GB,en');
    for (const words of ['Trusted Root', 'Android', 'Certificate Trust Settings', 'nssdb']) expect(en).toContain(words);
    expect(await page('/certificate?lang=en', 'zh-CN')).toContain('<html lang="en">');
    expect(zh).not.toMatch(/<script|style=/);
  });

  it('[OPS-33] hands out no key, and nothing that signs nobody', async () => {
    writeFileSync(caPath, '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----\n');
    const key = await test.fetch('/certificate/sitong-root.crt', undefined);
    expect([key.status, await key.text()]).toEqual([404, expect.stringContaining('TLS_CA is no certificate')]);
    writeFileSync(
      caPath,
      readFileSync(new URL('../../../../scripts/operate/doctor/fixtures/chain.pem', import.meta.url)),
    );
    const leaf = await test.fetch('/certificate/sitong-root.crt', undefined);
    expect([leaf.status, await leaf.text()]).toEqual([404, expect.stringContaining('TLS_CA is no authority')]);
  });
});

describe('/certificate behind a proxy that serves https', () => {
  it('[OPS-33] stays readable over plain http, while everything else is held to https', async () => {
    const behind = await buildTestApp({ env: { TLS_CA: caPath, PUBLIC_URL: 'https://sitong.test' } });
    const policy = async (path: string): Promise<string> =>
      (await behind.fetch(path, undefined)).headers.get('content-security-policy') ?? '';
    const other = await policy('/healthz');
    expect(other).toContain('upgrade-insecure-requests');
    expect(other).toMatch(/connect-src 'self' wss:(?:;|$)/);
    const page = await policy('/certificate');
    expect(page).toContain("default-src 'self'");
    expect(page).not.toContain('upgrade-insecure-requests');
  });
});
