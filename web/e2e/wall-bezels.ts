import type { Page } from 'playwright-core';

/**
 * Words, glyphs and drawings that lie across a bezel of a wall of six, as the eye sees them: what an ancestor cuts
 * off is not there. The map alone may, and the watermark of a drill, which is on everything.
 */
export function acrossBezels(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const upright = [window.innerWidth / 3, (2 * window.innerWidth) / 3];
    const level = window.innerHeight / 2;
    interface Box {
      left: number;
      right: number;
      top: number;
      bottom: number;
    }
    const seen = (box: Box, from: Element | null): Box => {
      let { left, right, top, bottom } = box;
      for (let at = from; at !== null; at = at.parentElement) {
        if (getComputedStyle(at).overflow === 'visible') continue;
        const cut = at.getBoundingClientRect();
        left = Math.max(left, cut.left);
        right = Math.min(right, cut.right);
        top = Math.max(top, cut.top);
        bottom = Math.min(bottom, cut.bottom);
      }
      return { left, right, top, bottom };
    };
    const crosses = ({ left, right, top, bottom }: Box): boolean =>
      right > left &&
      bottom > top &&
      (upright.some((x) => left < x - 1 && right > x + 1) || (top < level - 1 && bottom > level + 1));
    const found: string[] = [];
    const look = (box: Box, inside: Element, what: string): void => {
      if (inside.closest('[data-map], [role="note"]') === null && crosses(seen(box, inside))) found.push(what);
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || node.textContent?.trim() === '') continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) look(box, parent, node.textContent ?? '');
    }
    for (const drawing of document.querySelectorAll('svg, img, button'))
      look(drawing.getBoundingClientRect(), drawing.parentElement ?? document.body, drawing.outerHTML.slice(0, 80));
    return found;
  });
}
