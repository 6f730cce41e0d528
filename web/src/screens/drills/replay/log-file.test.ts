import { describe, expect, it } from 'vitest';
import { withWords } from './log-file.ts';

const HEAD = '"序号","世界时间","记录时间","类型","对象","内容"';
const row = (seq: number, content: string): string => `${seq},"a","b","DutyLogEntered","duty/1","${content}"`;

describe('the log of a span as a file', () => {
  it('says each line in words beside its code, and keeps the rest to the letter', () => {
    const content = '{""text"":""一,二\\r\\n\r\n三""}';
    const file = `\ufeff${HEAD}\r\n${row(7, content)}\r\n${row(8, '{}')}\r\n`;
    const said = withWords(file, '说明', (seq) => `第${seq}条`);
    expect(said).toBe(
      `${HEAD.replace('"类型"', '"类型","说明"')}\r\n` +
        `${row(7, content).replace('"DutyLogEntered"', '"DutyLogEntered","第7条"')}\r\n` +
        `${row(8, '{}').replace('"DutyLogEntered"', '"DutyLogEntered","第8条"')}\r\n`,
    );
  });

  it('runs nothing a person typed as a formula, and marks a line that has no words', () => {
    const said = (words: string | undefined) =>
      withWords(`${HEAD}\r\n${row(1, '{}')}\r\n`, '说明', () => words).split('\r\n')[1];
    expect(said('=HYPERLINK("http://a")')).toContain(`"DutyLogEntered","'=HYPERLINK(""http://a"")","duty/1"`);
    expect(said(undefined)).toContain('"DutyLogEntered","—","duty/1"');
  });

  it('comes to an end on a file that was cut short', () => {
    for (const cut of ['', HEAD, `${HEAD}\r\n1,"a`, `${HEAD}\r\n1,"a"x,"b"\r\n`])
      expect(withWords(cut, '说明', () => 'x').length).toBeLessThan(200);
  });
});
