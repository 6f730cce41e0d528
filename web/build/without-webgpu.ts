import type { Plugin } from 'vite';

/** Shaders in WGSL. */
const wgslText = /[\\/]@(?:deck|luma)\.gl[\\/].*(?:\.wgsl|-wgsl(?:-integer)?)\.js$/;
/** Made by deck.gl for a WebGPU device only; brings the whole of @luma.gl/gpgpu along. */
const bufferGroups = /[\\/]@deck\.gl[\\/]core[\\/]dist[\\/]lib[\\/]attribute[\\/]attribute-buffer-groups\.js$/;

/**
 * deck.gl carries every shader twice, for WebGL and for WebGPU; this console draws with WebGL alone (MapLibre
 * does, and so do the machines it hangs on). The second set is left out of the build: what is left of such a
 * file are its names, empty.
 */
export function withoutWebgpu(): Plugin {
  return {
    name: 'without-webgpu',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: [wgslText, bufferGroups] },
      handler(code, id) {
        if (bufferGroups.test(id)) return { code: 'export default class WebgpuOnly {}', map: null };
        const names = [...code.matchAll(/^export (?:const (\w+) =|function (\w+)\(|(default) )/gm)];
        // A file that says it otherwise is left as it is; the size budget would tell.
        if (names.length === 0) return undefined;
        const empty = names.map(([, text, make]) => {
          if (text !== undefined) return `export const ${text} = '';`;
          return make === undefined ? "export default '';" : `export const ${make} = () => '';`;
        });
        return { code: empty.join('\n'), map: null };
      },
    },
  };
}
