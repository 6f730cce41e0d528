import { focusPane } from './panes.ts';

/** Where the focus may come back to: a row of buttons in a pane (`data-acts`), the pane, or the dialog over it. */
const placeSelector = '[role="dialog"],[role="alertdialog"],[data-pane],[data-acts]';
/** Places left behind are remembered this far back. */
const MOST_PLACES = 8;

/** What had the focus last; undefined when it was taken away on purpose. One page, one focus. */
let last: Element | undefined;

/** Parts that will take the lost focus as soon as they have something to give it to. */
const claims = new Set<symbol>();

/** Says that the caller will take the lost focus in a moment; returns how to let go of it. */
export function claimLostFocus(): () => void {
  const claim = Symbol('claim');
  claims.add(claim);
  return () => void claims.delete(claim);
}

/** Whether what had the focus has just left the screen, and nothing has it yet. */
export function focusIsLost(): boolean {
  return last !== undefined && nothingFocused(document) && isLost(last);
}

/**
 * Never lets the focus fall to the page itself: when what had it leaves the screen or is switched off (a button
 * whose act is done, a row of a finished list, a screen), it goes to the pane it stood in, else to the one before.
 * Who takes the focus away on purpose, by a press beside everything, keeps it away. Returns how to stop.
 */
export function keepFocus(page: Document): () => void {
  let places: readonly Element[] = [];
  let asked = false;
  /** Taken out of the page and put back in at once: a list in another order. It loses the focus by that. */
  let moved: Element | undefined;

  const onFocusIn = ({ target }: FocusEvent): void => {
    if (!(target instanceof Element) || target === page.body) return;
    last = target;
    const place = target.closest(placeSelector);
    if (place !== null && places.at(-1) !== place) {
      places = [...places.filter((one) => one !== place), place].slice(-MOST_PLACES);
    }
  };
  const onFocusOut = ({ target, relatedTarget }: FocusEvent): void => {
    if (relatedTarget !== null || !(target instanceof Element)) return;
    // An element leaving the page says so while it is still in it: ask when the change is through and was told.
    queueMicrotask(() =>
      queueMicrotask(() => {
        if (!nothingFocused(page) || target !== last || isLost(target)) return;
        if (target === moved && target instanceof HTMLElement) target.focus({ preventScroll: true });
        else last = undefined;
        moved = undefined;
      }),
    );
  };
  const mend = (): void => {
    asked = false;
    if (claims.size > 0 || last === undefined || !nothingFocused(page) || !isLost(last)) return;
    places = places.filter((place) => place.isConnected);
    const back = places.findLast((place) => !isHidden(place)) ?? firstPane(page);
    // A screen that is still being fetched has no pane yet: asked again with its first part.
    if (!(back instanceof HTMLElement)) return;
    last = undefined;
    focusPane(back);
  };
  const onChange = (changes: readonly MutationRecord[]): void => {
    const held = last;
    if (held?.isConnected === true && changes.some(({ removedNodes }) => isAmong(removedNodes, held))) moved = held;
    if (asked || last === undefined || !nothingFocused(page)) return;
    asked = true;
    // A dialog gives the focus back by itself a frame after it went: it knows better, so it goes first.
    requestAnimationFrame(() => requestAnimationFrame(mend));
  };
  const observer = new MutationObserver(onChange);
  page.addEventListener('focusin', onFocusIn);
  page.addEventListener('focusout', onFocusOut);
  observer.observe(page.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
  return () => {
    observer.disconnect();
    page.removeEventListener('focusin', onFocusIn);
    page.removeEventListener('focusout', onFocusOut);
  };
}

function isLost(element: Element): boolean {
  return !element.isConnected || element.matches(':disabled') || isHidden(element);
}

function nothingFocused({ activeElement, body }: Document): boolean {
  return activeElement === null || activeElement === body;
}

function isAmong(nodes: NodeList, element: Element): boolean {
  return [...nodes].some((node) => node.contains(element));
}

function isHidden(element: Element): boolean {
  return element.getClientRects().length === 0;
}

/** Of a new screen: the first pane with a list in it, where its work begins, else the first after the header. */
function firstPane(page: Document): Element | null {
  const panes = [...page.querySelectorAll('[data-pane]')].filter((pane) => !isHidden(pane));
  return (
    panes.find((pane) => pane.querySelector('[role="row"][data-key],[data-keys="list"]') !== null) ??
    panes.find((pane) => pane.tagName !== 'HEADER') ??
    panes[0] ??
    null
  );
}
