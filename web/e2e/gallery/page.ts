import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { build, preview } from 'vite';

const web = fileURLToPath(new URL('../..', import.meta.url));

/** The strictest policy the server may send; a violation shows as a console error. */
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'";

export interface GalleryRoom {
  /** Opens the gallery; whatever the page complains about or asks the outside for is in `complaints`. */
  open(options?: {
    theme?: 'dark' | 'light' | 'contrast';
    language?: 'zh-CN' | 'en';
    width?: number;
    height?: number;
  }): Promise<{ page: Page; complaints: string[] }>;
  close(): Promise<void>;
}

/** Builds the screens into a folder of its own, serves them on loopback and starts one Chromium. */
export async function openGalleryRoom(): Promise<GalleryRoom> {
  const folder = mkdtempSync(join(tmpdir(), 'sitong-gallery-'));
  await buildAsReleased(join(folder, 'dist'));
  const server = await preview({
    root: web,
    logLevel: 'error',
    build: { outDir: join(folder, 'dist') },
    preview: { host: '127.0.0.1', port: 0, proxy: {}, headers: { 'content-security-policy': policy } },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('The preview server has no port');
  const origin = `http://127.0.0.1:${address.port}`;
  const browser = await launch(join(folder, 'profile'));

  return {
    async open({ theme = 'dark', language = 'zh-CN', width = 1600, height = 1000 } = {}) {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        if (!request.url().startsWith(origin) && !/^(?:data|blob):/.test(request.url())) complaints.push(request.url());
      });
      await page.addInitScript(
        ([chosenTheme, chosenLanguage]) => {
          localStorage.setItem('sitong.theme', chosenTheme);
          localStorage.setItem('sitong.language', chosenLanguage);
        },
        [theme, language] as const,
      );
      // A still page: what blinks would keep software rendering busy for nothing.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height });
      await page.goto(`${origin}/gallery`);
      await page.getByRole('region', { name: 'HelpTable' }).waitFor();
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      return { page, complaints };
    },
    async close() {
      await browser.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The test runner's NODE_ENV=test would give React's slow build and lists that draw every row. */
async function buildAsReleased(outDir: string): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await build({ root: web, logLevel: 'error', mode: 'production', build: { outDir } });
  } finally {
    process.env['NODE_ENV'] = before;
  }
}

function launch(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    headless: true,
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
}
