import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { z } from 'zod';
import { pictureBrowser } from './photograph.ts';
import type { Still } from './still.ts';
import { photographSubjects } from './subjects.ts';

export const ACCEPTED = fileURLToPath(new URL('accepted', import.meta.url));
const MADE_BY = `${ACCEPTED}/made-by.json`;
const MadeBySchema = z.object({
  /** Version of the Chromium that drew the accepted pictures. */
  chromium: z.string(),
});

export async function madeBy(): Promise<z.infer<typeof MadeBySchema>> {
  return MadeBySchema.parse(JSON.parse(await readFile(MADE_BY, 'utf8')));
}

/** The accepted picture, or undefined when there is none yet. */
export async function acceptedPicture(name: string): Promise<PNG | undefined> {
  try {
    return PNG.sync.read(await readFile(`${ACCEPTED}/${name}.png`));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

export async function acceptedNames(): Promise<string[]> {
  return (await readdir(ACCEPTED)).filter((file) => file.endsWith('.png')).map((file) => file.slice(0, -4));
}

/** Small: no alpha, and unfiltered, which packs flat surfaces best. */
export function packed(picture: PNG): Buffer {
  return PNG.sync.write(picture, { colorType: 2, filterType: 0, deflateLevel: 9, deflateStrategy: 0 });
}

/** Takes what the screens look like now as what they should look like. */
export async function acceptPictures(still: Still, say: (line: string) => void): Promise<void> {
  const browser = await pictureBrowser();
  try {
    const subjects = await photographSubjects(browser, still);
    await rm(ACCEPTED, { recursive: true, force: true });
    await mkdir(ACCEPTED, { recursive: true });
    let bytes = 0;
    for (const { name, picture } of subjects) {
      const file = packed(picture);
      bytes += file.length;
      await writeFile(`${ACCEPTED}/${name}.png`, file);
    }
    // As the formatter writes it.
    await writeFile(MADE_BY, `{ "chromium": ${JSON.stringify(browser.version())} }\n`);
    say(`${subjects.length} pictures accepted, ${Math.round(bytes / 1000)} kB`);
  } finally {
    await browser.close();
  }
}
