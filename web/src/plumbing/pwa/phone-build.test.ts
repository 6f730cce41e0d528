import { describe, expect, it } from 'vitest';
import { phoneFiles } from './phone-build.ts';

const chunk = (imports: string[], facadeModuleId: string | null = null, isEntry = false) => ({
  type: 'chunk',
  imports,
  facadeModuleId,
  isEntry,
  viteMetadata: { importedCss: new Set<string>(), importedAssets: new Set<string>() },
});

describe('what the phone keeps for use without a line', () => {
  it('follows imports from the page, its screen and English, and takes no other screen', () => {
    const files = phoneFiles({
      'index.js': { ...chunk(['libraries.js'], '/web/index.html', true), dynamicImports: ['field.js', 'wall.js'] },
      'libraries.js': chunk([]),
      'field.js': {
        ...chunk(['button.js', 'index.js'], '/web/src/screens/field/field-screen.tsx'),
        dynamicImports: ['sheet.js'],
      },
      'sheet.js': chunk(['number.js']),
      'number.js': chunk([]),
      'button.js': chunk([]),
      'en.js': chunk([], '/web/src/i18n/en/all.ts'),
      'wall.js': chunk(['map.js'], '/web/src/screens/wall/wall-screen.tsx'),
      'map.js': chunk([]),
    });
    expect([...files].sort()).toEqual([
      'button.js',
      'en.js',
      'field.js',
      'index.js',
      'libraries.js',
      'number.js',
      'sheet.js',
    ]);
  });
});
