import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { zhCN } from './zh-CN/all.ts';
import { desk } from './zh-CN/desk.ts';
import { everywhere } from './zh-CN/everywhere.ts';

const root = join(import.meta.dirname, '..');

/** A part that is fetched together with the words of the desk, or of keys, brings them along. */
const WITH_DESK = /(?:withWords\(\s*'desk',|withKeyWords\()\s*\(\) =>\s*import\('[^']+'\)/g;

/** Every source file a screen is made of, found by following its imports. */
function filesOf(start: string): ReadonlySet<string> {
  const found = new Set<string>();
  const follow = (file: string): void => {
    if (found.has(file) || !/\.tsx?$/.test(file)) return;
    found.add(file);
    const source = readFileSync(file, 'utf8').replaceAll(WITH_DESK, '');
    for (const [, path = ''] of source.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g))
      if (!path.includes('i18n/')) follow(resolve(dirname(file), path));
  };
  follow(start);
  return found;
}

function areasUsed(start: string): string[] {
  const source = [...filesOf(start)].map((file) => readFileSync(file, 'utf8')).join('\n');
  return Object.keys(zhCN).filter((area) =>
    new RegExp(`['"\`]${area}:|useTranslation\\((?:\\[[^\\]]*)?'${area}'|ns: '${area}'`).test(source),
  );
}

describe('a screen has the words it says', () => {
  it('every area belongs to the page, the desk, the phone or to keys, once', () => {
    const parts = [...Object.keys(everywhere), ...Object.keys(desk), 'field', 'phone', 'keys'];
    expect(parts.toSorted()).toEqual(Object.keys(zhCN).toSorted());
  });

  it('a screen fetched without further words says nothing from them', () => {
    const router = readFileSync(join(root, 'router.tsx'), 'utf8');
    const alone = [...router.matchAll(/lazyRouteComponent\(\(\) => import\('\.\/([^']+)'/g)].map(
      ([, file = '']) => file,
    );
    expect(alone).toContain('screens/signin/signin-screen.tsx');
    for (const file of alone) {
      const further = areasUsed(join(root, file)).filter((area) => !(area in everywhere));
      expect({ file, further }).toEqual({ file, further: [] });
    }
  });

  it('the wall says nothing but its own and what alarms say', () => {
    const further = areasUsed(join(root, 'screens/wall/wall-screen.tsx')).filter((area) => !(area in everywhere));
    expect(further).toEqual(['wall', 'monitoring']);
  });

  it('the phone page says nothing from the desk', () => {
    const further = areasUsed(join(root, 'screens/field/field-screen.tsx')).filter((area) => area in desk);
    expect(further).toEqual([]);
  });

  it('what the phone signs comes with the words of the desk', () => {
    const card = readFileSync(join(root, 'screens/field/to-sign-card.tsx'), 'utf8');
    expect(card.match(WITH_DESK)?.join()).toContain('sign-sheet.tsx');
  });

  it('there are screens to ask', () => {
    expect(readdirSync(join(root, 'screens')).length).toBeGreaterThan(10);
  });
});
