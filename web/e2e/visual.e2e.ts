import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptedNames, acceptedPicture, madeBy } from '../visual/accept.ts';
import { difference, inWords } from '../visual/compare.ts';
import { pictureBrowser } from '../visual/photograph.ts';
import { openStill, type Still } from '../visual/still.ts';
import { photographSubjects } from '../visual/subjects.ts';

/** New pictures and differences go here, to be looked at. */
const OUT = fileURLToPath(new URL('../../out/visual', import.meta.url));

let still: Still;
let browser: Browser;
beforeAll(async () => {
  [still, browser] = await Promise.all([openStill(), pictureBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await still.stop();
});

describe('pictures', () => {
  it('of every part and of a handful of screens are the accepted ones', async () => {
    await rm(OUT, { recursive: true, force: true });
    const subjects = await photographSubjects(browser, still);
    const problems: string[] = [];
    for (const { name, picture } of subjects) {
      const found = difference(picture, await acceptedPicture(name));
      if (found.kind === 'same') continue;
      problems.push(inWords(name, found));
      await mkdir(OUT, { recursive: true });
      await writeFile(`${OUT}/${name}.png`, PNG.sync.write(picture));
      if (found.kind === 'pixels') await writeFile(`${OUT}/${name}.diff.png`, PNG.sync.write(found.diff));
    }
    const names = subjects.map(({ name }) => name);
    problems.push(...(await acceptedNames()).filter((name) => !names.includes(name)).map((name) => `${name}: is gone`));
    const { chromium } = await madeBy();
    const drawnBy =
      chromium === browser.version()
        ? ''
        : ` The accepted pictures were drawn by Chromium ${chromium}, these by ${browser.version()}: other versions draw letters otherwise.`;
    expect(
      problems,
      `Look at out/visual; pnpm shots --accept takes the new looks as right.${drawnBy}\n${problems.join('\n')}\n`,
    ).toEqual([]);
  });
});
