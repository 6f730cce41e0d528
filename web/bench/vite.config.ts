import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { oneMapLibrary } from '../build/one-map-library.ts';
import { withoutJsonSchema } from '../build/without-json-schema.ts';
import { withoutWebgpu } from '../build/without-webgpu.ts';

/** The page of `pnpm bench wall`, built as the wall itself is. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [oneMapLibrary(), withoutWebgpu(), withoutJsonSchema()],
  build: { target: ['chrome120'], modulePreload: { polyfill: false }, reportCompressedSize: false },
});
