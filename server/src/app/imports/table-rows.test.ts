import { PointSchema } from '@sitong/shared/kernel/geo.ts';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TABLE_KIND_NAMES, tableKind } from './columns.ts';
import { readTable, SheetError } from './sheet.ts';
import { rowsOfTable } from './table-rows.ts';
import { templateOf } from './template.ts';
import { claimedZipBytes } from './zip-size.ts';

const persons = tableKind('persons');
const HEADER = 'id,name,phone,division,unit,title';
const GOOD = 'p-1,王晓燕,13800002106,610525000000,应急局,值班员';

async function read(text: string | Buffer, kind = persons) {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return rowsOfTable(await readTable(bytes, 'csv'), kind, 'wgs84');
}

describe('rows of a table', () => {
  it('are taken by key or by title, whatever the order, and blank lines do not count', async () => {
    const { rows, refused } = await read(
      `姓名,编号(id),电话,单位,职务,区划代码\n王晓燕,p-1,13800002106,应急局,值班员,610525000000\n\n`,
    );
    expect(refused).toEqual([]);
    expect(rows[0]?.value).toEqual({
      id: 'p-1',
      name: '王晓燕',
      phone: '13800002106',
      division: '610525000000',
      unit: '应急局',
      title: '值班员',
    });
  });

  it('each stand or fall alone, named by their row and column', async () => {
    const { rows, refused } = await read(
      `${HEADER}\n${GOOD}\np-2,李,12,610525000000,a,b\n,缺,13800002106,610525000000,a,b`,
    );
    expect(rows).toHaveLength(1);
    expect(refused.map(({ row, path }) => [row, path])).toEqual([
      [3, 'phone'],
      [4, 'id'],
    ]);
  });

  it('may not hold what a spreadsheet would carry out, also in full-width letters and inside lists', async () => {
    for (const text of ['=cmd()', '+1', '@x', '-2+3', '＝1+1']) {
      const { rows, refused } = await read(`${HEADER}\np-1,${text},13800002106,610525000000,a,b`);
      expect(rows, text).toEqual([]);
      expect(refused[0]).toMatchObject({ row: 2, path: 'name' });
    }
    const teams = 'id,name,kind,division,lon,lat,leader,members,vehicles,skills,departWithinMin';
    const { rows } = await read(`${teams}\nt,队,town,610525101000,109.8,35.3,p-1,10,1,=x;rope,10`, tableKind('teams'));
    expect(rows).toEqual([]);
  });

  it('are counted as the spreadsheet counts them, with line breaks in cells and line ends of two kinds', async () => {
    const { rows, refused } = await read(
      `${HEADER}\r\np-1,"王\n晓燕",13800002106,610525000000,应急局,值班员\r\n\np-2,李,12,610525000000,a,b\np-3,张,13800002107,610525000000,a,b`,
    );
    expect(rows.map(({ row }) => row)).toEqual([2, 5]);
    expect(refused).toMatchObject([{ row: 4, path: 'phone', code: 'bad_phone' }]);
  });

  it('are refused the second time an id comes', async () => {
    const { rows, refused } = await read(`${HEADER}\n${GOOD}\n${GOOD}`);
    expect(rows).toHaveLength(1);
    expect(refused[0]).toMatchObject({ row: 3, path: 'id' });
  });

  it('read GB18030 as well as UTF-8 with a mark', async () => {
    const gbk = await read(iconv.encode(`${HEADER}\n${GOOD}`, 'gb18030'));
    const utf = await read(`\ufeff${HEADER}\n${GOOD}`);
    expect(gbk.rows).toEqual(utf.rows);
    expect(gbk.refused).toEqual([]);
  });

  it('lie where they should when their file is in GCJ-02', async () => {
    const csv = 'id,name,division,lon,lat,effectiveM2,perHeadM2,keeper\ns,校,610525101000,109.85,35.33,100,0.5,p-1';
    const sheet = await readTable(Buffer.from(csv), 'csv');
    const [plain] = rowsOfTable(sheet, tableKind('shelters'), 'wgs84').rows;
    const [moved] = rowsOfTable(sheet, tableKind('shelters'), 'gcj02').rows;
    expect(plain?.value).toMatchObject({ point: { lon: 109.85, lat: 35.33 } });
    const { point } = z.object({ point: PointSchema }).parse(moved?.value);
    expect(Math.abs(point.lon - 109.85)).toBeGreaterThan(0.001);
    expect(Math.abs(point.lon - 109.85)).toBeLessThan(0.01);
  });

  it('hold thresholds and stock as rows in a cell', async () => {
    const csv =
      'id,kind,name,division,lon,lat,cadenceS,thresholds\n' +
      's-1,rain,站,610525101000,109.8,35.3,300,a|暴雨红色|1|rain_3h_mm|100|90|0;b|暴雨橙色|2|rain_3h_mm|50|45|0';
    const { rows, refused } = await read(csv, tableKind('sensors'));
    expect(refused).toEqual([]);
    expect(rows[0]?.value).toMatchObject({
      thresholds: [
        { id: 'a', level: 1, raiseAt: 100 },
        { id: 'b', level: 2 },
      ],
    });
  });

  it('leave what the table does not say as it is', async () => {
    const thresholds = [
      { id: 'a', label: '红', level: 1, quantity: 'level_m', raiseAt: 3, returnBelow: 2, minDurationS: 0 },
    ];
    const csv = 'id,kind,name,division,lon,lat,cadenceS\ns-1,river_level,站,610525101000,109.8,35.3,300';
    const sheet = await readTable(Buffer.from(csv), 'csv');
    const { rows } = rowsOfTable(sheet, tableKind('sensors'), 'wgs84', (id) =>
      id === 's-1' ? { thresholds } : undefined,
    );
    expect(rows[0]?.value).toMatchObject({ thresholds });
  });

  it('ask for the columns they need, naming them', async () => {
    await expect(read('id,name\np-1,王')).rejects.toThrow(/电话\(phone\)/);
    await expect(read('')).rejects.toBeInstanceOf(SheetError);
  });

  it('never throw anything but a SheetError, whatever comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 400 }), async (junk) => {
        try {
          await read(`${HEADER}\n${junk}`);
        } catch (error) {
          expect(error).toBeInstanceOf(SheetError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

it('has a template of every kind whose columns the reader understands', async () => {
  for (const name of TABLE_KIND_NAMES) {
    const sheet = await readTable(Buffer.from(templateOf(name)), 'csv');
    expect(rowsOfTable(sheet, tableKind(name), 'wgs84')).toEqual({ rows: [], refused: [] });
  }
});

it('knows how large a zip says it is, and what is none', () => {
  expect(claimedZipBytes(Buffer.from('no zip at all, but long enough to look'))).toBeUndefined();
  expect(claimedZipBytes(Buffer.alloc(3))).toBeUndefined();
});
