/** Panes are what F6 walks through: every panel and the header, marked `data-pane`. */
const paneSelector = '[data-pane]';
const focusable =
  '[tabindex]:not([tabindex="-1"]),a[href],button:not([disabled]),input:not([disabled]),select,textarea';

/**
 * Puts the focus into the next (1) or previous (-1) pane in reading order, on the first thing in it
 * that takes the focus, else on the pane itself. Returns false when there is no pane.
 */
export function cyclePane(root: ParentNode, focused: Element | null, step: 1 | -1): boolean {
  const panes = [...root.querySelectorAll<HTMLElement>(paneSelector)].filter((pane) => pane.offsetParent !== null);
  if (panes.length === 0) return false;
  const here = panes.findIndex((pane) => focused !== null && pane.contains(focused));
  const start = here === -1 ? (step === 1 ? -1 : 0) : here;
  const next = panes[(start + step + panes.length) % panes.length];
  if (next === undefined) return false;
  enterPane(next, next.querySelector<HTMLElement>(focusable));
  return true;
}

/**
 * Brings the focus back into a pane nobody asked for: not into a text field, where the next letter would be
 * written instead of doing what it means in a list.
 */
export function focusPane(pane: HTMLElement): void {
  const inside = [...pane.querySelectorAll<HTMLElement>(focusable)].find(
    (one) => one.getClientRects().length > 0 && !one.matches('input, textarea, select'),
  );
  enterPane(pane, inside ?? null);
}

function enterPane(pane: HTMLElement, inside: HTMLElement | null): void {
  if (inside === null) pane.tabIndex = -1;
  (inside ?? pane).focus();
}
