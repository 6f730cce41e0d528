import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { HandClock } from '../../testing/released-warning.ts';
import { buildTestApp } from '../../testing/test-app.ts';
import { openCounty } from '../federation/county.testing.ts';

const county = await openCounty('610526', new HandClock(Date.now()));
const folder = mkdtempSync(join(tmpdir(), 'sitong-province-'));
const file = join(folder, 'counties.json');
// The second one does not exist: nothing listens at port 1.
const token = await county.outboxToken();
writeFileSync(
  file,
  JSON.stringify([
    { county: county.code, url: county.app.url, token },
    { county: '610527000000', url: 'http://127.0.0.1:1', token },
  ]),
);
chmodSync(file, 0o600);
const province = await buildTestApp({ env: { SITONG_COUNTIES: file } });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the counties below', () => {
  it('[FED-20] a server with SITONG_COUNTIES reads them by itself and says how far, how old and what is wrong', async () => {
    const wall = await province.session('wall');
    const incident = await county.reportIncident(2);
    await expect
      .poll(() => province.get(`/api/federation/${county.code}/items`, wall), { timeout: 20_000 })
      .toMatchObject({ items: [{ kind: 'incident', subject: incident, body: { grade: 2 } }] });
    await expect
      .poll(() => province.get('/api/federation', wall), { timeout: 20_000 })
      .toMatchObject({
        counties: [
          { county: county.code, line: 'current', items: 1, readAt: expect.any(String) },
          { county: '610527000000', line: 'cut', seq: 0, why: expect.any(String), since: expect.any(String) },
        ],
      });
    const metrics = await (await province.fetch('/metrics', undefined)).text();
    expect(metrics).toMatch(new RegExp(`sitong_county_silence_seconds\\{county="${county.code}"\\} 0`));
    expect(metrics).toMatch(/sitong_county_silence_seconds\{county="610527000000"\} (?!0$)/m);
    expect(JSON.stringify(await province.get('/api/federation', wall))).not.toContain(token);
  });
});
