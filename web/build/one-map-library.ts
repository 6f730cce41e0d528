import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Plugin, transformWithOxc } from 'vite';

const require = createRequire(import.meta.url);
const home = dirname(require.resolve('maplibre-gl/package.json'));
const entry = join(home, 'src/index.ts');
const worker = join(home, 'src/source/worker.ts');

/** What our code asks for; `vite.config.ts` of the dev server takes the library's own file for it. */
const workerAddress = 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
const addressModule = '\0map-worker-address';

/**
 * MapLibre ships its page half and its worker half as two files that hold the same style, expression and tile
 * code twice: 150 kB packed that every wall would fetch and read again. Built from the library's own sources in
 * one build, both halves share that code as one chunk.
 */
export function oneMapLibrary(): Plugin {
  return {
    name: 'one-map-library',
    apply: 'build',
    enforce: 'pre',
    resolveId: {
      filter: { id: /^maplibre-gl(?:$|\/dist\/maplibre-gl-worker\.mjs)/ },
      handler(id) {
        if (id === 'maplibre-gl') return entry;
        return id === workerAddress ? addressModule : undefined;
      },
    },
    load: {
      filter: { id: [new RegExp(addressModule), /maplibre-gl[\\/]package\.json$/] },
      handler(id) {
        if (id === addressModule) {
          const file = this.emitFile({ type: 'chunk', id: worker, name: 'map-worker' });
          return `export default import.meta.ROLLUP_FILE_URL_${file};`;
        }
        const { version }: { version: string } = require('maplibre-gl/package.json');
        return { code: `export default { version: ${JSON.stringify(version)} };`, moduleType: 'js' };
      },
    },
    transform: {
      filter: { id: /[\\/]maplibre-gl[\\/]src[\\/].*\.ts$/ },
      async handler(code, id) {
        // As the library builds itself: a field is assigned, and one that is only declared is nothing at all.
        const made = await transformWithOxc(code, id, {
          lang: 'ts',
          assumptions: { setPublicClassFields: true },
          typescript: { removeClassFieldsWithoutInitializer: true, onlyRemoveTypeImports: false },
        });
        return { code: made.code, moduleType: 'js', map: null };
      },
    },
  };
}
