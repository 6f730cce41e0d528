/** Panes are what F6 walks through: every panel and the header, marked `data-pane`. */
const paneSelector = '[data-pane]';
/** What Tab would stop at: a button that belongs to a field beside it is not. */
const focusable = '[tabindex],a[href],button:not([disabled]),input:not([disabled]),select,textarea'
  .split(',')
  .map((one) => `${one}:not([tabindex="-1"])`)
  .join(',');

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
  enterPane(next, listOf(next) ?? next.querySelector<HTMLElement>(focusable));
  return true;
}

/**
 * The pane's own list, where the work stands: the chosen row, which is what the screen shows, even when another had the
 * focus last; where none is drawn, the row that had it last, or the list itself. What letters and Enter act on comes before the filters over it. Not a list of a pane within.
 */
function listOf(pane: HTMLElement): HTMLElement | null {
  const lists = [...pane.querySelectorAll<HTMLElement>('[role="grid"]')];
  const own = lists.find(
    (list) => list.closest(paneSelector) === pane && list.querySelector('[role="row"][data-key]') !== null,
  );
  if (own === undefined) return null;
  const chosen = own.querySelector<HTMLElement>('[role="row"][aria-selected="true"]');
  if (chosen !== null) return chosen;
  return own.tabIndex === 0 ? own : own.querySelector<HTMLElement>('[data-key][tabindex="0"]');
}

/**
 * Brings the focus back into a pane nobody asked for: not into a text field, where the next letter would be
 * written instead of doing what it means in a list.
 */
export function focusPane(pane: HTMLElement): void {
  const inside =
    listOf(pane) ??
    [...pane.querySelectorAll<HTMLElement>(focusable)].find(
      (one) => one.getClientRects().length > 0 && !one.matches('input, textarea, select'),
    );
  enterPane(pane, inside ?? null);
}

function enterPane(pane: HTMLElement, inside: HTMLElement | null): void {
  if (inside === null) pane.tabIndex = -1;
  (inside ?? pane).focus();
}
