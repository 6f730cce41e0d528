import type { Page } from 'playwright-core';
import { z } from 'zod';

const HeardSchema = z.array(z.string());

/** Keeps what the page has said to who cannot see it, in the words and the order a screen reader had them. */
const LISTEN = `
  globalThis.heardAloud = [];
  const aloud = '[aria-live="assertive"], [role="alert"]';
  new MutationObserver((changes) => {
    const said = new Set();
    for (const { target, addedNodes } of changes) {
      const changed = target instanceof Element ? target : target.parentElement;
      const inside = changed?.closest(aloud);
      if (inside) said.add(inside);
      for (const node of addedNodes)
        if (node instanceof Element) for (const region of [node, ...node.querySelectorAll('*')]) if (region.matches(aloud)) said.add(region);
    }
    for (const region of said) {
      const text = region.textContent.trim();
      if (text !== '') globalThis.heardAloud.push(text);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
`;

/** Begins before the page does; the answer tells what was said so far. Nothing is kept over a page loaded anew. */
export async function hearAloud(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript({ content: LISTEN });
  return async () => HeardSchema.parse(await page.evaluate('globalThis.heardAloud'));
}
