import { describe, expect, it } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { tableKind } from './columns.ts';
import { readTable } from './sheet.ts';
import { rowsOfTable } from './table-rows.ts';

/** A workbook as a spreadsheet program keeps it: zipped parts, shared strings, numbers as numbers. */
function workbook(rows: (string | number | null)[][]): Promise<Buffer> {
  return writeExcelFile(
    rows.map((row) =>
      row.map((value) => {
        if (value === null) return null;
        return typeof value === 'number' ? { value, type: Number } : { value, type: String };
      }),
    ),
  ).toBuffer();
}

const HEADER = ['编号(id)', '姓名', '电话', '区划代码', '单位', '职务'];
const persons = tableKind('persons');

describe('a workbook', () => {
  it('gives codes and phones that were kept as numbers with all their digits', async () => {
    const bytes = await workbook([HEADER, ['p-1', '王晓燕', 13_800_002_106, 610_525_101_233, '应急局', '值班员']]);
    const { rows, refused } = rowsOfTable(await readTable(bytes, 'xlsx'), persons, 'wgs84');
    expect(refused).toEqual([]);
    expect(rows[0]?.value).toMatchObject({ phone: '13800002106', division: '610525101233' });
  });

  it('counts rows as the spreadsheet shows them, and a formula written as text is refused', async () => {
    const bytes = await workbook([
      HEADER,
      ['p-1', '=HYPERLINK("http://x")', '13800002106', '610525101233', '应急局', '值班员'],
      [null, null, null, null, null, null],
      ['p-2', '李', '12', '610525101233', '应急局', '值班员'],
    ]);
    const { rows, refused } = rowsOfTable(await readTable(bytes, 'xlsx'), persons, 'wgs84');
    expect(rows).toEqual([]);
    expect(refused.map(({ row, path, code }) => [row, path, code])).toEqual([
      [2, 'name', 'formula'],
      [4, 'phone', 'bad_phone'],
    ]);
  });
});

it('a code that a spreadsheet shortened in a CSV is refused: its digits are lost', async () => {
  const csv = 'id,name,phone,division,unit,title\np-1,王,13800002106,6.10525E+11,a,b';
  const { refused } = rowsOfTable(await readTable(Buffer.from(csv), 'csv'), persons, 'wgs84');
  expect(refused).toMatchObject([{ row: 2, path: 'division', code: 'code_rounded' }]);
});
