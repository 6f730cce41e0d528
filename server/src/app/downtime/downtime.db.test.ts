import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildTestApp } from '../../testing/test-app.ts';
import { keepPack } from './keep-packs.ts';
import { makePack } from './make-pack.ts';
import { printAside } from './print-aside.ts';
import { unpackFont } from './unpack-font.ts';

const test = await buildTestApp();
const folder = mkdtempSync(join(tmpdir(), 'sitong-downtime-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the downtime pack', () => {
  it('names for every village of the county who is called, and who stands in', async () => {
    const { county } = test.app.services.master;
    const pack = await makePack(test.app.services);
    const rows = pack.tables.filter(({ heading }) => heading.startsWith('叫应名单')).flatMap((table) => table.rows);
    const villages = county.villagesIn([county.county]);
    expect(villages.length).toBeGreaterThan(0);
    for (const { code, name } of villages) {
      const chain = county.data.responsibilities.filter(({ division }) => division === code);
      const people = chain.map(({ person }) => county.persons.get(person)?.phone ?? 'nobody');
      for (const told of [name, ...people]) expect(rows.some((row) => row.join(' ').includes(told))).toBe(true);
    }
    expect(
      pack.tables.every(
        ({ columns, widths, rows: lines }) =>
          lines.every((row) => row.length === columns.length) && widths.length === columns.length,
      ),
    ).toBe(true);
    expect(pack.head).toBe(test.app.services.worlds.get('live')?.runtime.seq);
  });

  it('is printed off the main thread, once a day, and the last seven stay', async () => {
    const pack = await makePack(test.app.services);
    const print = () => printAside({ ...pack, tables: pack.tables.slice(0, 3) });
    const day = (n: number): number => Date.UTC(2026, 6, n, 18);
    const path = await keepPack(folder, day(1), print);
    expect(
      readFileSync(path ?? '')
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(statSync(path ?? '').mode & 0o077).toBe(0);
    expect(await keepPack(folder, day(1), print)).toBeUndefined();
    for (let n = 2; n <= 9; n++) await keepPack(folder, day(n), async () => Buffer.from('%PDF-'));
    // 18:00 in Greenwich is already the next day at the bureau.
    expect(readdirSync(folder).sort()).toEqual(
      [4, 5, 6, 7, 8, 9, 10].map((n) => `downtime-2026-07-${String(n).padStart(2, '0')}.pdf`),
    );
  });

  it('prints what somebody typed as that text: no script, link, file or action enters the PDF', async () => {
    const typed = [
      ') /OpenAction << /S /JavaScript /JS (app.alert(1)) >> (',
      '=HYPERLINK("http://x") \\) endstream endobj 1 0 obj << /Launch /F (cmd.exe) >>',
      '<script>alert(1)</script> \u202E\u0000\uD800 \u{1F4A3}',
      '长'.repeat(3000),
    ];
    const table = {
      heading: typed[0] ?? '',
      columns: ['所述'],
      widths: [1],
      rows: typed.map((text) => [text]),
      starts: 'here',
      lines: 'printed',
    } as const;
    const pack = await makePack(test.app.services);
    const pdf = (await printAside({ ...pack, title: typed[0] ?? '', tables: [table] })).toString('latin1');
    expect(pdf.slice(0, 5)).toBe('%PDF-');
    // Objects stand in the clear, what is drawn is compressed: a word of the text found here would have become an object.
    expect(pdf).toMatch(/\/Type \/Page\b/);
    expect(pdf).not.toMatch(/\/(?:JavaScript|JS|OpenAction|AA|Launch|URI|EmbeddedFile|SubmitForm|Annots \[\d)/);
  });

  it('is given to the duty room and to nobody below, and taking it is an audit entry', async () => {
    for (const who of ['team1', 'village', 'town', 'wall'])
      expect([who, (await test.fetch('/api/downtime-pack.pdf', await test.session(who))).status]).toEqual([who, 403]);
    expect((await test.fetch('/api/downtime-pack.pdf', undefined)).status).toBe(401);
    const answer = await test.fetch('/api/downtime-pack.pdf', await test.session('duty'));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const audit = JSON.stringify(await test.get('/api/audit?type=DataExported', await test.session('admin')));
    expect(audit).toContain('downtime_pack');
  });

  it('refuses bytes that are no font', () => {
    expect(() => unpackFont(Buffer.from('no font'))).toThrow('these bytes are no WOFF 1.0 font');
  });
});
