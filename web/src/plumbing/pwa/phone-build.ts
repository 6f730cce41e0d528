import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** What the phone page needs to open: the page, its own screen, its words, and those of the other language. */
const roots = [
  /\/screens\/field\/field-screen\.tsx$/,
  /\/i18n\/zh-CN\/(?:field|phone)\.ts$/,
  /\/plumbing\/device\/phone-send\.ts$/,
  /\/i18n\/en\/all\.ts$/,
];
const besides = ['index.html', 'icon.svg'];

interface Chunk {
  type: string;
  isEntry?: boolean;
  facadeModuleId?: string | null;
  imports?: readonly string[];
  dynamicImports?: readonly string[];
  viteMetadata?: { importedCss: ReadonlySet<string>; importedAssets: ReadonlySet<string> };
}

/** Names of everything that loads with the entry page or the phone screen, found by following imports. */
export function phoneFiles(bundle: Readonly<Record<string, Chunk>>): Set<string> {
  const found = new Set<string>();
  const follow = (name: string, depth: 'static' | 'all'): void => {
    const chunk = bundle[name];
    if (chunk === undefined || found.has(name)) return;
    found.add(name);
    for (const file of chunk.viteMetadata?.importedCss ?? []) found.add(file);
    for (const file of chunk.viteMetadata?.importedAssets ?? []) found.add(file);
    for (const next of chunk.imports ?? []) follow(next, 'static');
    // The sheets of the phone page come after it; the entry's own dynamic imports are the other screens.
    if (depth === 'all') for (const next of chunk.dynamicImports ?? []) follow(next, 'static');
  };
  for (const [name, chunk] of Object.entries(bundle)) {
    if (chunk.type !== 'chunk') continue;
    const { facadeModuleId } = chunk;
    const isRoot = facadeModuleId != null && roots.some((root) => root.test(facadeModuleId));
    if (isRoot) follow(name, 'all');
    else if (chunk.isEntry === true) follow(name, 'static');
  }
  return found;
}

/** The service worker of `/field`, with the list of files that page needs and no other screen's. */
export function phoneBuild(): Plugin[] {
  let files = new Set<string>();
  const collect: Plugin = {
    name: 'phone-files',
    apply: 'build',
    generateBundle(_options, bundle) {
      files = phoneFiles(bundle);
    },
  };
  const pwa = VitePWA({
    strategies: 'injectManifest',
    srcDir: 'src/plumbing/pwa',
    filename: 'sw.ts',
    injectRegister: false,
    // Linked by the phone page alone, as a hashed asset.
    manifest: false,
    injectManifest: {
      globPatterns: ['**/*.{js,css,html,svg,woff2}'],
      maximumFileSizeToCacheInBytes: 3_000_000,
      dontCacheBustURLsMatching: /^assets\//,
      rollupFormat: 'iife',
      manifestTransforms: [
        (entries) => ({
          manifest: entries.filter(({ url }) => files.has(url) || besides.includes(url) || url.endsWith('.woff2')),
          warnings: [],
        }),
      ],
    },
  });
  return [collect, ...pwa];
}
