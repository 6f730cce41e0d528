import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from './en/all.ts';
import { hardCodedTexts } from './testing/hard-coded-texts.ts';
import { zhCN } from './zh-CN/all.ts';

/** Every leaf of a translation tree as `area.path` → text, plural forms folded to one. */
function leaves(tree: object, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof value === 'string') found.set(path.replace(/_(one|other)$/, ''), value);
    else for (const [inner, text] of leaves(value, path)) found.set(inner, text);
  }
  return found;
}

const variables = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*([\w.]+)[^}]*\}\}/g)].map((match) => match[1] ?? '').sort();

const chinese = leaves(zhCN);
const english = leaves(en);

describe('both languages say everything', () => {
  it('have the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  });
  it('fill in the same variables', () => {
    const unequal = [...chinese].flatMap(([key, zh]) => {
      const here = variables(zh).join();
      const there = variables(english.get(key) ?? '').join();
      return here === there ? [] : [`${key}: zh {${here}} en {${there}}`];
    });
    expect(unequal).toEqual([]);
  });
  it('leave no text empty', () => {
    const empty = [...chinese, ...english].flatMap(([key, text]) => (text.trim() === '' ? [key] : []));
    expect(empty).toEqual([]);
  });
  it('store no space between hanzi and Latin in Chinese (it is drawn)', () => {
    const spaced = [...chinese].flatMap(([key, text]) =>
      /\p{Script=Han} [A-Za-z0-9]|[A-Za-z] \p{Script=Han}/u.test(text) ? [`${key}: ${text}`] : [],
    );
    expect(spaced).toEqual([]);
  });
});

describe('no text is hard-coded in a screen', () => {
  const root = join(import.meta.dirname, '..');
  const screens = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'),
  );
  it.each(screens)('%s', (file) => {
    const source = readFileSync(join(root, file), 'utf8');
    // The gallery shows invented content, given in both languages on the spot.
    const pairedBy = file.startsWith('screens/gallery/') ? 'say' : undefined;
    expect(hardCodedTexts(source, pairedBy)).toEqual([]);
  });
  it('is noticed when somebody does it', () => {
    expect(hardCodedTexts('<p>当前无警情</p>')).toEqual(['当前无警情']);
    expect(hardCodedTexts('<p>No open incidents</p>')).toEqual(['No open incidents']);
    expect(hardCodedTexts('<input placeholder="搜索" />')).toEqual(['搜索']);
    expect(hardCodedTexts('<b aria-label="Close dialog" />')).toEqual(['Close dialog']);
    expect(hardCodedTexts("<b title={'关闭'} />")).toEqual(['关闭']);
    expect(hardCodedTexts("<p>{t('a.b')} · {n} m/h</p>")).toEqual([]);
    expect(hardCodedTexts('const a = useState<Foo>(1); const d = b > c ? <Foo /> : <Bar kind="row" />;')).toEqual([]);
    expect(hardCodedTexts("<p>{say('关闭')}</p>", 'say')).toEqual(['关闭']);
    expect(hardCodedTexts('// 值班员\nconst x = 1;')).toEqual([]);
  });
});
