import { createReadStream, existsSync, mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { buildBaseStyle } from '../../web/src/plumbing/map/style/base-style.ts';
import type { MapTheme } from '../../web/src/plumbing/map/style/palette.ts';

/**
 * Pictures of the built artefact by real MapLibre in headless Chromium:
 * `node scripts/ground/picture.ts <folder> [view …]`; writes <view>-<theme>.png.
 */
interface View {
  lon: number;
  lat: number;
  zoom: number;
  width: number;
  height: number;
}

const VIEWS: Record<string, View> = {
  county: { lon: 109.887, lat: 35.188, zoom: 10.72, width: 1300, height: 1640 },
  wall: { lon: 109.887, lat: 35.19, zoom: 9.6, width: 1056, height: 840 },
  north: { lon: 109.88, lat: 35.33, zoom: 11.8, width: 1400, height: 1000 },
  town: { lon: 109.93, lat: 35.2, zoom: 12.4, width: 1400, height: 1000 },
  zoom: { lon: 109.905, lat: 35.245, zoom: 13, width: 1400, height: 1000 },
  village: { lon: 109.879, lat: 35.3465, zoom: 14.6, width: 1400, height: 1000 },
};

const root = fileURLToPath(new URL('../../', import.meta.url));
const FOLDERS: Record<string, string> = {
  tiles: join(root, 'server/demo'),
  maplibre: join(root, 'web/node_modules/maplibre-gl/dist'),
  pmtiles: join(root, 'web/node_modules/pmtiles/dist'),
  fonts: join(root, 'web/node_modules/@fontsource/noto-sans-sc'),
};
const TYPES: Record<string, string> = {
  '.mjs': 'text/javascript',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.html': 'text/html',
};

const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<link rel="stylesheet" href="/maplibre/maplibre-gl.css">
<link rel="stylesheet" href="/fonts/chinese-simplified-400.css"><link rel="stylesheet" href="/fonts/chinese-simplified-500.css">
<style>@font-face{font-family:"Noto Sans SC";src:url(/fonts/files/noto-sans-sc-77-400-normal.woff2);font-weight:400;unicode-range:U+57DD}
@font-face{font-family:"Noto Sans SC";src:url(/fonts/files/noto-sans-sc-77-500-normal.woff2);font-weight:500;unicode-range:U+57DD}
html,body,#map{margin:0;height:100%}#note{position:fixed;left:12px;bottom:10px;font:14px "Noto Sans SC";color:var(--t);text-shadow:0 0 3px var(--h)}</style>
<div id="map"></div><div id="note">示意地图 · 演示数据（地形为程序生成，非实测）</div>
<script src="/pmtiles/pmtiles.js"></script>
<script type="module">
import * as maplibre from '/maplibre/maplibre-gl.mjs';
maplibre.setWorkerUrl('/maplibre/maplibre-gl-worker.mjs');
maplibre.addProtocol('pmtiles', new pmtiles.Protocol().tile);
await document.fonts.load('16px "Noto Sans SC"', '澄'); await document.fonts.load('500 16px "Noto Sans SC"', '澄'); await document.fonts.load('16px "Noto Sans SC"', '埝');
window.show = (style, view) => new Promise((done, fail) => {
  const map = new maplibre.Map({ container: 'map', style, center: [view.lon, view.lat], zoom: view.zoom, fadeDuration: 0, attributionControl: false, canvasContextAttributes: { preserveDrawingBuffer: true } });
  map.on('error', (e) => fail(new Error(e.error?.message ?? String(e))));
  map.once('idle', () => { window.map = map; done(true); });
});
window.ready = true;
</script></html>`;

function serve(request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (path === '/') {
    response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    return;
  }
  const [, folder, ...rest] = path.split('/');
  const base = FOLDERS[folder ?? ''];
  const file = base === undefined ? '' : join(base, ...rest);
  if (base === undefined || !file.startsWith(base) || !existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  const size = statSync(file).size;
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  const head = { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'accept-ranges': 'bytes' };
  if (range === null) {
    response.writeHead(200, { ...head, 'content-length': size });
    createReadStream(file).pipe(response);
    return;
  }
  const from = Number(range[1]);
  const to = Math.min(size - 1, Number(range[2]));
  response.writeHead(206, { ...head, 'content-length': to - from + 1, 'content-range': `bytes ${from}-${to}/${size}` });
  createReadStream(file, { start: from, end: to }).pipe(response);
}

async function main(): Promise<void> {
  const [folder = 'out/ground', ...wanted] = process.argv.slice(2);
  mkdirSync(folder, { recursive: true });
  const server = createServer(serve);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const profile = mkdtempSync(join(tmpdir(), 'ground-picture-'));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
    ],
  });
  const themes: MapTheme[] =
    process.env['THEME'] === 'dark' ? ['dark'] : process.env['THEME'] === 'light' ? ['light'] : ['dark', 'light'];
  for (const [name, view] of Object.entries(VIEWS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const theme of themes) {
      const tab = await browser.newPage();
      await tab.setViewportSize({ width: view.width, height: view.height });
      await tab.goto(`http://127.0.0.1:${address.port}/`);
      await tab.waitForFunction('window.ready === true');
      const origin = `http://127.0.0.1:${address.port}/tiles`;
      const style = buildBaseStyle({
        theme,
        tilesUrl: `pmtiles://${origin}/county.pmtiles`,
        terrainUrl: `pmtiles://${origin}/terrain.pmtiles`,
      });
      const started = performance.now();
      await tab.evaluate(
        `document.documentElement.style.setProperty('--t', ${JSON.stringify(theme === 'dark' ? '#c3c9cf' : '#3d4248')}); window.show(${JSON.stringify(style)}, ${JSON.stringify(view)})`,
      );
      writeFileSync(join(folder, `${name}-${theme}.png`), await tab.screenshot());
      process.stdout.write(`${name}-${theme}.png ${Math.round(performance.now() - started)} ms\n`);
      await tab.close();
    }
  }
  await browser.close();
  server.close();
}

await main();
