import { type Box, freePlace } from './free-place.ts';

const PRESSED = 'button, a[href], input, textarea, select, summary, [role="button"], [role="tab"], [role="option"]';

/**
 * Keeps a floating part where it covers nothing that is pressed: when it grows, when the window changes, when a sheet
 * opens or closes. For a `ref`; returns how to stop.
 */
export function keepFree(part: HTMLElement): () => void {
  const place = (): void => {
    const { width, height } = part.getBoundingClientRect();
    if (width === 0) return;
    // Below an open dialog nothing can be pressed: only its own buttons count, and it is left free as a whole.
    const dialog = [...document.querySelectorAll<HTMLElement>('[role="dialog"], [role="alertdialog"]')]
      .filter((one) => !part.contains(one))
      .at(-1);
    const within: ParentNode = dialog ?? document;
    const pressed = [...within.querySelectorAll<HTMLElement>(PRESSED)].filter((one) => !part.contains(one)).map(boxOf);
    const { left, top } = freePlace(
      { width, height },
      roomOf(part),
      pressed.filter(isSeen),
      dialog === undefined ? [] : [boxOf(dialog)],
    );
    part.style.left = `${left}px`;
    part.style.top = `${top}px`;
  };
  const size = new ResizeObserver(place);
  size.observe(part);
  // Dialogs come and go as children of the page itself.
  const sheets = new MutationObserver(place);
  sheets.observe(document.body, { childList: true });
  window.addEventListener('resize', place);
  place();
  return () => {
    size.disconnect();
    sheets.disconnect();
    window.removeEventListener('resize', place);
  };
}

/** The window without what the part's `scroll-margin` keeps clear: there the sheet's lengths stand in pixels. */
function roomOf(part: HTMLElement): Box {
  const { scrollMarginLeft, scrollMarginTop, scrollMarginRight, scrollMarginBottom } = getComputedStyle(part);
  const px = (length: string): number => Number.parseFloat(length) || 0;
  return {
    left: px(scrollMarginLeft),
    top: px(scrollMarginTop),
    right: window.innerWidth - px(scrollMarginRight),
    bottom: window.innerHeight - px(scrollMarginBottom),
  };
}

function boxOf(element: Element): Box {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return { left, top, right, bottom };
}

const isSeen = ({ left, top, right, bottom }: Box): boolean =>
  right > left && bottom > top && right > 0 && bottom > 0 && left < window.innerWidth && top < window.innerHeight;
