import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { csvText } from './csv.ts';

const RowsSchema = z.array(z.array(z.string()));

describe('CSV that leaves the house', () => {
  it('holds every text whole, and none that a spreadsheet would run', () => {
    const risky = fc.constantFrom('=', '+', '-', '@', '\t=', '\r', '|', ' =1+1', '＝', '', '中');
    const cells = fc.array(
      fc.tuple(risky, fc.string({ unit: 'grapheme' })).map((two) => two.join('')),
      {
        minLength: 2,
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 5 }), (rows) => {
        const width = rows[0]?.length ?? 0;
        const even = rows.map((row) => Array.from({ length: width }, (_, n) => row[n] ?? ''));
        const read = RowsSchema.parse(
          parse(csvText(even[0] ?? [], even.slice(1)), {
            bom: true,
            relax_column_count: true,
            record_delimiter: '\r\n',
          }),
        );
        expect(read).toHaveLength(even.length);
        for (const [y, row] of read.entries())
          for (const [x, cell] of row.entries()) {
            expect(cell).not.toMatch(/^[=+\-@\t\r|＝]/u);
            expect(cell.replace(/^'/, '')).toBe(even[y]?.[x]?.replace(/^'/, ''));
          }
      }),
    );
  });

  it('leaves numbers as numbers, and names what is written as a negative one', () => {
    expect(csvText(['n'], [[-3], ['-3']])).toBe('\ufeff"n"\r\n-3\r\n"\'-3"\r\n');
  });
});
