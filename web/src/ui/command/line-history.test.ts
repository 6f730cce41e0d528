import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyHistory, type LineHistory, remember, walkHistory } from './line-history.ts';
import { normalizeLine } from './parse.ts';

describe('command line', () => {
  it('walks back through what ran and returns to what was being written', () => {
    const ran = ['派 zz1', '确认 A-2041'].reduce(remember, emptyHistory);
    const up = walkHistory(ran, '记 桥', -1);
    expect(up.line).toBe('确认 A-2041');
    const upUp = walkHistory(up.history, up.line, -1);
    expect(upUp.line).toBe('派 zz1');
    const down = walkHistory(walkHistory(upUp.history, upUp.line, 1).history, '', 1);
    expect(down.line).toBe('记 桥');
  });
  it('keeps a repeated line once and the hundred newest', () => {
    const many = Array.from({ length: 250 }, (_, i) => `记 ${Math.floor(i / 2)}`).reduce(remember, emptyHistory);
    expect(many.lines.length).toBe(100);
    expect(many.lines.at(-1)).toBe('记 124');
  });
  it('never shows a line that was not written, however the arrows are pressed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1 }), { maxLength: 6 }),
        fc.array(fc.constantFrom(-1 as const, 1 as const)),
        (lines, steps) => {
          let history: LineHistory = lines.reduce(remember, emptyHistory);
          let shown = 'draft';
          for (const step of steps) ({ history, line: shown } = walkHistory(history, shown, step));
          return shown === 'draft' || lines.includes(shown);
        },
      ),
    );
  });
  it('reads full-width text as plain', () => {
    expect(normalizeLine('　派　ｚｚ１　Ｉ－０１４２')).toBe('派 zz1 I-0142');
  });
});
