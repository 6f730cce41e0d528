import type { Page } from 'playwright-core';

/**
 * Texts on this page that cannot be read whole: cut by an edge behind which nothing scrolls (with or without an
 * ellipsis), put below the last line allowed, run into another text, or a hint wider than its field. Letters drawn on a
 * map's canvas are not looked at.
 */
export function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const SLACK_PX = 1.5;
    const shortly = (text: string): string => {
      const plain = text.replaceAll(/\s+/g, ' ').trim();
      return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
    };
    /** Where it stands: the nearest names that a reader of the code knows. */
    const place = (element: Element): string => {
      const names: string[] = [];
      for (let at: Element | null = element; at !== null && names.length < 3; at = at.parentElement) {
        const name = at.getAttribute('data-part') ?? at.getAttribute('role') ?? at.tagName.toLowerCase();
        const first = at.getAttribute('class')?.split(' ')[0];
        names.unshift(first === undefined || first === '' ? name : `${name}.${first}`);
      }
      return names.join(' > ');
    };

    interface Edges {
      left: number;
      right: number;
      top: number;
      bottom: number;
    }
    /** The box nothing of this text shows outside of; null where it is meant for the ear alone. */
    const edgesOf = (element: Element): Edges | null => {
      const edges = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
      let across = true;
      let down = true;
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const { overflowX, overflowY, display, position, clip, clipPath } = getComputedStyle(at);
        if (clip !== 'auto' || clipPath === 'inset(50%)') return null;
        if (display === 'inline' || display === 'contents') continue;
        const box = at.getBoundingClientRect();
        if (position === 'absolute' && box.width <= 2 && box.height <= 2) return null;
        const left = box.left + at.clientLeft;
        const top = box.top + at.clientTop;
        if (overflowX === 'auto' || overflowX === 'scroll') across = false;
        else if (across && overflowX !== 'visible') {
          edges.left = Math.max(edges.left, left);
          edges.right = Math.min(edges.right, left + at.clientWidth);
        }
        if (overflowY === 'auto' || overflowY === 'scroll') down = false;
        else if (down && overflowY !== 'visible') {
          edges.top = Math.max(edges.top, top);
          edges.bottom = Math.min(edges.bottom, top + at.clientHeight);
        }
        if (position === 'fixed') break;
      }
      return edges;
    };
    const sides = ({ left, right, top, bottom }: DOMRect): Edges => ({ left, right, top, bottom });
    /**
     * People write as long as they like: what they wrote may end in an ellipsis where the whole of it comes up under the
     * pointer. The interface's own words (nothing in hanzi, in English) may not.
     */
    const standsWhole = (element: Element, text: string): boolean =>
      /\p{Script=Han}/u.test(text) && (element.closest('[title]')?.getAttribute('title') ?? '').includes(text.trim());
    const blockOf = (element: Element): Element => {
      let at = element;
      while (at.parentElement !== null && getComputedStyle(at).display === 'inline') at = at.parentElement;
      return at;
    };

    /** Not below something that lies over it for the moment, such as a list of choices. */
    const onTop = (block: Element, { left, right, top, bottom }: Edges): boolean => {
      const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return there !== null && (block.contains(there) || there.contains(block));
    };

    const found: string[] = [];
    const lines: { text: string; block: Element; box: Edges; out: boolean }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element === null || (node.textContent ?? '').trim() === '') continue;
      if (['SCRIPT', 'STYLE', 'NOSCRIPT', 'OPTION'].includes(element.tagName)) continue;
      // A pattern's letters are drawn elsewhere, again and again.
      if (element.closest('defs') !== null) continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const edges = edgesOf(element);
      if (edges === null) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
      const block = blockOf(element);
      const own = block.getBoundingClientRect();
      let worst = 0;
      for (const box of boxes) {
        // A letter's box is taller than what is drawn of it: a third of the line may go without a stroke lost.
        const spare = box.height / 3;
        worst = Math.max(
          worst,
          box.right - edges.right - SLACK_PX,
          edges.left - box.left - SLACK_PX,
          box.bottom - edges.bottom - spare,
          edges.top - box.top - spare,
        );
        const left = Math.max(box.left, edges.left);
        const right = Math.min(box.right, edges.right);
        const out = right > own.right + SLACK_PX || left < own.left - SLACK_PX;
        if (right > left)
          lines.push({ text: shortly(node.textContent ?? ''), block, box: { ...sides(box), left, right }, out });
      }
      if (worst > 0 && !standsWhole(element, node.textContent ?? ''))
        found.push(`cut by ${Math.ceil(worst)} px: “${shortly(node.textContent ?? '')}” ${place(element)}`);
    }
    for (const { text, block, box, out } of lines) {
      if (!out || !onTop(block, box)) continue;
      const hit = lines.find(
        (other) =>
          other.block !== block &&
          !block.contains(other.block) &&
          !other.block.contains(block) &&
          Math.min(other.box.right, box.right) - Math.max(other.box.left, box.left) > -2 &&
          Math.min(other.box.bottom, box.bottom) - Math.max(other.box.top, box.top) > (box.bottom - box.top) / 2 &&
          onTop(other.block, other.box),
      );
      if (hit !== undefined) found.push(`runs into “${hit.text}”: “${text}” ${place(block)}`);
    }
    const ruler = document.createElement('canvas').getContext('2d');
    for (const field of document.querySelectorAll('input, textarea')) {
      if (!(field instanceof HTMLInputElement) && !(field instanceof HTMLTextAreaElement)) continue;
      const hint = field.placeholder;
      if (hint === '' || field.value !== '' || !field.checkVisibility() || ruler === null) continue;
      const { font, paddingLeft, paddingRight } = getComputedStyle(field);
      ruler.font = font;
      const room = field.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
      const wide = ruler.measureText(hint).width;
      const linesOfHint = field instanceof HTMLTextAreaElement ? Math.max(1, field.rows) : 1;
      if (wide > room * linesOfHint + SLACK_PX)
        found.push(`hint cut by ${Math.ceil(wide - room * linesOfHint)} px: “${shortly(hint)}” ${place(field)}`);
    }
    return found;
  });
}
