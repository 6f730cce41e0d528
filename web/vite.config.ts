import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { oneMapLibrary } from './build/one-map-library.ts';
import { withoutJsonSchema } from './build/without-json-schema.ts';
import { withoutWebgpu } from './build/without-webgpu.ts';
import { compressed } from './build-compressed.ts';
import { phoneBuild } from './src/plumbing/pwa/phone-build.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Where `pnpm dev` finds the server; a second server on another port needs only this variable. */
const server = process.env['SITONG_SERVER'] ?? 'http://127.0.0.1:8080';

/** Libraries every screen needs, kept apart from our code so that a new release does not make browsers fetch them again. */
const sharedLibraries =
  /node_modules[\\/](?:\.pnpm[\\/])?(?:react|react-dom|scheduler|i18next|react-i18next|@tanstack[+\\/](?:react-router|router-core|history|react-store|store|query-core|react-query))[@\\/]/;

/** React Aria carries its own words in some thirty languages; this interface speaks two. */
const otherLanguages =
  /[\\/]react-(?:aria|stately|aria-components)[\\/].*[\\/]intl[\\/].*[\\/](?!zh-CN|en-US)[a-z]{2}-[A-Z]{2}\.m?js$/;

function twoLanguages(): Plugin {
  return {
    name: 'two-languages',
    enforce: 'pre',
    load: {
      filter: { id: otherLanguages },
      handler: () => 'export default {};',
    },
  };
}

export default defineConfig({
  root: here('.'),
  plugins: [
    twoLanguages(),
    oneMapLibrary(),
    withoutWebgpu(),
    withoutJsonSchema(),
    react(),
    tailwindcss(),
    phoneBuild(),
    compressed(),
  ],
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    // Kiosk, desk and phone browsers of the last two years; nothing older is supported.
    target: ['chrome120', 'edge120', 'firefox121', 'safari17.2'],
    // `script-src 'self'`: no inline module-preload polyfill, no data: modules.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'libraries', test: sharedLibraries, priority: 10 }],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': server,
      '/tiles': server,
      '/public': server,
      '/healthz': server,
      '/live': { target: server, ws: true },
    },
  },
});
