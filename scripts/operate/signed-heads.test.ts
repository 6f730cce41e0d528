import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { addSigned, checkSigned, newKey } from './signed-heads.ts';

const folder = mkdtempSync(join(tmpdir(), 'sitong-signed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string): string => join(folder, name);
newKey(path('a.key'));
newKey(path('b.key'));
const key = readFileSync(path('a.key'), 'utf8');
const pub = readFileSync(path('a.key.pub'), 'utf8');
const day = (n: number): string => `2026-11-${String(n).padStart(2, '0')}T03:20:00+08:00`;
const head = (seq: number) => ({ world: 'live', seq, hash: String(seq % 10).repeat(64) });
for (const n of [1, 2, 3, 4]) addSigned(path('list'), [head(n * 10)], key, day(n));
const list = readFileSync(path('list'), 'utf8');
const lines = list.trimEnd().split('\n');

it('[LOG-66] a list of signed heads is whole for whoever has the public key alone', () => {
  expect(checkSigned(list, pub)).toMatchObject({ kind: 'whole', days: 4, lastAt: day(4) });
  expect(statSync(path('a.key')).mode & 0o777).toBe(0o600);
  expect(() => newKey(path('a.key'))).toThrow('EEXIST');
});

it('[LOG-67] a day taken out, moved, put in by another key or cut short in its head is named', () => {
  const bad = (text: string) => checkSigned(text, pub);
  expect(bad(lines.toSpliced(1, 1).join('\n'))).toMatchObject({ line: 2, what: expect.stringContaining('taken out') });
  expect(bad([lines[1], lines[0], lines[2]].join('\n')).kind).toBe('bad');
  expect(checkSigned(list, readFileSync(path('b.key.pub')))).toMatchObject({
    line: 1,
    what: expect.stringContaining('key'),
  });
  expect(() => addSigned(path('list'), [head(50)], readFileSync(path('b.key'), 'utf8'), day(5))).toThrow(
    'nothing was added',
  );
  addSigned(path('back'), [head(9)], key, day(1));
  addSigned(path('back'), [head(8)], key, day(2));
  expect(bad(readFileSync(path('back'), 'utf8'))).toMatchObject({
    line: 2,
    what: expect.stringContaining('went back'),
  });
  expect(bad('').kind).toBe('bad');
});

it('[LOG-68] any changed character is found', () => {
  fc.assert(
    fc.property(fc.nat(list.length - 2), fc.constantFrom('0', 'f', '"', 'Z'), (at, letter) => {
      fc.pre(list[at] !== letter && list[at] !== '\n');
      const changed = list.slice(0, at) + letter + list.slice(at + 1);
      const verdict = checkSigned(changed, pub);
      // The last characters of a signature may carry no bits of it.
      if (verdict.kind === 'whole') expect(verdict.heads).toEqual([10, 20, 30, 40].map(head));
    }),
  );
});
