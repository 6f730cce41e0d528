import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildTestApp, type TestApp } from '@sitong/server/testing/test-app.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { HeadSchema } from '@sitong/shared/protocol/down.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findClamd, needs } from '../bootstrap/needs.mjs';
import { ClamdProcess, MARKER, SIGNATURE } from './clamd-process.ts';

const program = findClamd();
const ErrorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
const PATIENCE = { timeout: 40_000 };
const PhotoSchema = z.object({ outcome: z.string(), scan: z.string() });

/** The smallest picture that passes as one, with something behind its picture data. */
function jpeg(...inside: string[]): Buffer {
  const text = Buffer.from(inside.join(''));
  return Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000ffda0004ffff', 'hex'), text, EOI]);
}
const EOI = Buffer.from('ffd9', 'hex');

describe('uploads before a real clamd', () => {
  if (program === undefined) {
    it(`is not shown on this machine: clamd is not installed; ${needs.clamd.without}`, () => {
      // Where `npm test` may fetch it, it must be there.
      expect(process.platform === 'linux' && process.getuid?.() === 0 && process.env['CI'] === 'true').toBe(false);
    });
    return;
  }
  const clamd = new ClamdProcess(program);
  const dataDir = mkdtempSync(join(tmpdir(), 'sitong-uploads-'));
  let test: TestApp;
  beforeAll(async () => {
    await clamd.start();
    test = await buildTestApp({ env: { SITONG_CLAMD: clamd.socket, DATA_DIR: dataDir } });
  });
  afterAll(async () => {
    await clamd.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const bring = async (id: string, bytes: Buffer): Promise<Response> => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'a.jpg');
    return test.fetch(`/api/photos?id=${id}`, await test.session('team1'), { method: 'POST', body: form });
  };
  const look = async (id: string): Promise<Response> => test.fetch(`/api/photos/${id}`, await test.session('duty'));
  const importCsv = async (text: string): Promise<Response> =>
    test.fetch('/api/imports/contacts?dryRun=1', await test.token(['admin']), {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: text,
    });
  const errorOf = async (response: Response) => ErrorSchema.parse(await response.json()).error;
  const files = (): string[] => readdirSync(join(dataDir, 'photos'));
  const audited = async (): Promise<string> =>
    JSON.stringify(await test.get('/api/audit?limit=50', await test.session('admin')));
  const metric = async (name: string): Promise<string | undefined> =>
    (await (await test.fetch('/metrics', undefined)).text()).split('\n').find((line) => line.startsWith(name));
  /** The server's own look comes every 15 s; a busy machine may need more than one. */
  const found = (): Promise<void> =>
    expect
      .poll(async () => {
        await test.app.services.scanner.look();
        return test.app.services.scanner.state.kind;
      }, PATIENCE)
      .toBe('up');
  const [clean, sick, waiting, waitingSick] = [newId(), newId(), newId(), newId()];

  it('a clean picture is kept, and shown as looked at', async () => {
    const answer = await bring(clean, jpeg('water'));
    expect(PhotoSchema.parse(await answer.json())).toEqual({ outcome: 'stored', scan: 'clean' });
    expect((await look(clean)).headers.get('x-virus-scan')).toBe('clean');
  });

  it('an infected picture is refused by the name of what was found, written down, and nothing of it is kept', async () => {
    const answer = await bring(sick, jpeg(MARKER));
    expect(answer.status).toBe(422);
    expect(await errorOf(answer)).toMatchObject({ code: 'infected', message: expect.stringContaining(SIGNATURE) });
    expect(files().filter((name) => name.startsWith(sick))).toEqual([]);
    expect((await look(sick)).status).toBe(404);
    expect(await audited()).toContain(`病毒扫描发现 ${SIGNATURE}`);
  });

  it('an infected table and an infected map are refused the same way', async () => {
    const table = await importCsv(`id,name\n1,${MARKER}`);
    expect([table.status, (await errorOf(table)).code]).toEqual([422, 'infected']);
    const map = await test.fetch('/api/map/archives/vector?name=a.pmtiles', await test.token(['admin']), {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      // The marker lies in the second piece of two.
      body: Buffer.concat([Buffer.alloc(21 * 1024 ** 2), Buffer.from(MARKER)]),
    });
    expect([map.status, (await errorOf(map)).code]).toEqual([422, 'infected']);
  });

  it('a scanner that is frozen holds nobody longer than the time allowed', async () => {
    clamd.signal('SIGSTOP');
    const verdict = await test.app.services.scanner.scan(Buffer.from('x'), 100);
    clamd.signal('SIGCONT');
    expect(verdict).toMatchObject({ kind: 'unscanned', why: 'away' });
    await found();
  });

  it('without the scanner a picture is kept and marked, a table waits, and screens and figures say so', async () => {
    const before = await test.live('leader');
    await clamd.kill();
    for (const [id, inside] of [
      [waiting, 'dam'],
      [waitingSick, MARKER],
    ] as const)
      expect(PhotoSchema.parse(await (await bring(id, jpeg(inside))).json())).toEqual({
        outcome: 'stored',
        scan: 'unscanned',
      });
    expect((await look(waiting)).headers.get('x-virus-scan')).toBe('unscanned');
    expect((await look(waiting)).headers.get('content-security-policy')).toContain('sandbox');
    const table = await importCsv('id,name\n1,a');
    expect([table.status, (await errorOf(table)).code]).toEqual([503, 'scanner_away']);
    expect(await metric('sitong_virus_scanner{state="away"}')).toMatch(/ 1$/);
    expect(await metric('sitong_photos_unscanned')).toMatch(/ 2$/);
    // Told at once, without waiting for the next beat, and to who comes later.
    for (const screen of [before, await test.live('duty')]) {
      await screen.next('head', (head) => HeadSchema.parse(head).uploads === 'unscanned');
      screen.close();
    }
  });

  it('SITONG_UNSCANNED=refuse sends a picture back to be sent again, and keeps nothing of it', async () => {
    const id = newId();
    test.config.unscanned = 'refuse';
    const answer = await bring(id, jpeg('bridge'));
    test.config.unscanned = 'keep';
    // 503: a phone keeps it and tries again (web/src/plumbing/outbox/deliver.ts).
    expect([answer.status, (await errorOf(answer)).code]).toEqual([503, 'scanner_away']);
    expect(files().filter((name) => name.startsWith(id))).toEqual([]);
  });

  it('when it is back what was kept is looked at: the clean stays, the infected is taken away and written down', async () => {
    await clamd.start();
    await found();
    await expect.poll(() => metric('sitong_photos_unscanned'), PATIENCE).toMatch(/ 0$/);
    expect((await look(waiting)).headers.get('x-virus-scan')).toBe('clean');
    const gone = await look(waitingSick);
    expect([gone.status, (await errorOf(gone)).code]).toEqual([410, 'infected']);
    expect(files().filter((name) => name.startsWith(waitingSick))).toEqual([]);
    expect(await audited()).toContain(waitingSick);
    const screen = await test.live('duty');
    await screen.next('head', (head) => HeadSchema.parse(head).uploads === undefined);
    screen.close();
    const told = await test.get(`/api/photos/scans?ids=${waiting},${waitingSick}`, await test.session('duty'));
    expect(told).toEqual(
      expect.arrayContaining([
        { id: waiting, scan: 'clean', signature: null },
        { id: waitingSick, scan: 'infected', signature: expect.stringContaining(SIGNATURE) },
      ]),
    );
  });
});
