import type { Page } from 'playwright-core';

/** What has the focus: a role and a name as a person would call it, and whether anybody could see that it has. */
export interface Focused {
  role: string;
  name: string;
  /** Heading or label of the pane or dialog it stands in. */
  where: string;
  ring: 'seen' | 'none';
}

/**
 * A desk worked by its keyboard alone. After every key something has the focus and shows it; a step that loses it
 * fails there, with the way that led to it.
 */
export class KeysOnly {
  readonly trail: string[] = [];
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: readonly string[]): Promise<Focused> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      this.trail.push(key);
    }
    return this.kept();
  }

  /** Writes over what the field holds, as a hand does: everything marked, then typed. */
  async write(text: string): Promise<void> {
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.type(text);
    this.trail.push(`“${text}”`);
  }

  /** Tab (or another key) until the focus is on what is meant; fails with everything passed on the way. */
  async to(name: RegExp, key = 'Tab', most = 60): Promise<Focused> {
    const passed: string[] = [];
    for (let n = 0; n <= most; n++) {
      const now = await this.kept();
      if (name.test(`${now.role} ${now.name}`)) return now;
      passed.push(`${now.role} ${now.name}`);
      await this.page.keyboard.press(key);
    }
    throw new Error(`${most} × ${key} never reached ${name}; passed:\n${passed.join('\n')}`);
  }

  /** F6 until the focus stands in the pane of this heading. */
  async pane(heading: RegExp, key: 'F6' | 'Shift+F6' = 'F6'): Promise<Focused> {
    const passed: string[] = [];
    for (let n = 0; n < 24; n++) {
      const now = await this.press(key);
      if (heading.test(now.where)) return now;
      passed.push(now.where);
    }
    throw new Error(`${key} never reached the pane ${heading}; passed:\n${passed.join('\n')}`);
  }

  /** Waits until this desk may press it: told of what makes it possible; before, a key would only say why not. */
  async may(name: RegExp): Promise<void> {
    await this.page.getByRole('button', { name, disabled: false }).waitFor();
  }

  /** Waits until the focus is on what is meant by itself: it followed the act. */
  async arrives(name: RegExp): Promise<Focused> {
    const until = performance.now() + 60_000;
    for (;;) {
      const now = await focusOf(this.page);
      if (name.test(`${now.role} ${now.name}`)) return now;
      if (performance.now() > until)
        throw new Error(`the focus never came to ${name}; it is on ${now.role} ${now.name} in ${now.where}`);
      await this.page.evaluate(() => new Promise((frame) => requestAnimationFrame(frame)));
    }
  }

  /** The focus is somewhere, and it shows. A few frames are given: what closes gives it back a frame later. */
  async kept(): Promise<Focused> {
    let now = await focusOf(this.page);
    for (let frame = 0; frame < 30 && (now.role === 'page' || now.ring === 'none'); frame++) {
      await this.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
      now = await focusOf(this.page);
    }
    const way = this.trail.slice(-12).join(' ');
    if (now.role === 'page') throw new Error(`the focus fell to the page after ${way}`);
    if (now.ring === 'none')
      throw new Error(`${now.role} ${now.name} has the focus and does not show it, after ${way}`);
    return now;
  }
}

/** Read in the page: the accessible role and name in a few lines, enough for our own markup. */
export function focusOf(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const text = (element: Element | null | undefined): string =>
      (element?.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 80);
    const named = (element: Element): string => {
      const labels = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter((id) => id !== '');
      const byId = labels.map((id) => text(document.getElementById(id))).join(' ');
      const own = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element : undefined;
      const label = own?.labels?.[0];
      return element.getAttribute('aria-label') ?? (byId === '' ? (label ? text(label) : text(element)) : byId);
    };
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return { role: 'page', name: '', where: '', ring: 'none' };
    const place = focused.closest('[role="dialog"],[role="alertdialog"],[data-pane]');
    // A checkbox is drawn by the label around it.
    const drawn = focused.closest('label[data-focus-visible]') ?? focused;
    const style = getComputedStyle(drawn);
    const box = drawn.getBoundingClientRect();
    const inView = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
    return {
      role: focused.getAttribute('role') ?? focused.tagName.toLowerCase(),
      name: named(focused),
      where: place === null ? '' : (place.getAttribute('aria-label') ?? text(place.querySelector('h1,h2,h3')) ?? ''),
      ring: inView && (outlined || style.boxShadow !== 'none') ? 'seen' : 'none',
    };
  });
}
