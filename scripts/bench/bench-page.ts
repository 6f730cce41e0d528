import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newFolder } from '@sitong/server/testing/server-process.ts';

const WEB = fileURLToPath(new URL('../../web/', import.meta.url));
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface BenchPage {
  url: string;
  close(): Promise<void>;
}

/**
 * The pages of `web/bench`, built as the wall itself is and served on loopback. `named`: functions keep their names,
 * for a profile that can be read.
 */
export async function openBenchPage(names: 'small' | 'named'): Promise<BenchPage> {
  const folder = newFolder('bench-page');
  await build(folder, names);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://bench').pathname;
    const file = join(folder, path === '/' ? 'index.html' : path);
    stat(file).then(
      () => {
        response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
        createReadStream(file).pipe(response);
      },
      () => response.writeHead(404).end(),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: async () => {
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function build(folder: string, names: 'small' | 'named'): Promise<void> {
  const vite = join(WEB, 'node_modules/vite/bin/vite.js');
  const args = [
    'build',
    '--config',
    'bench/vite.config.ts',
    '--outDir',
    folder,
    '--emptyOutDir',
    '--logLevel',
    'error',
  ];
  const child = spawn(process.execPath, [vite, ...args, ...(names === 'named' ? ['--minify', 'false'] : [])], {
    cwd: WEB,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code]: unknown[] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the bench page could not be built: vite ended with ${String(code)}`);
}
