import fc from 'fast-check';
import { expect, it } from 'vitest';
import { refusedText } from './refused-file.ts';

const header = ['行', '栏', '代码', '原因'];

it('names row, column, code and reason, a row each', () => {
  const rows = [{ row: 3, path: 'phone', code: 'bad_phone', message: '' }];
  expect(refusedText(rows, header, () => '不是"有效"电话')).toBe(
    '"行","栏","代码","原因"\r\n"3","phone","bad_phone","不是""有效""电话"',
  );
});

it('holds nothing that a spreadsheet would run, whatever was sent', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (path, reason) => {
      const rows = [{ row: 1, path: `=${path}`, code: '+x', message: '' }];
      const [, line] = [refusedText(rows, header, () => `@${reason}`)].join('').split('"原因"\r\n');
      expect(line).toMatch(/^"1","'=/);
      expect(line).toContain(`"'+x","'@`);
    }),
  );
});
