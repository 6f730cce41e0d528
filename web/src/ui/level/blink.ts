import { useEffect } from 'react';

/** 1 Hz, half on and half off (IMO bridge displays; the limit is 3 a second). */
const halfPeriodMs = 500;

let blinking = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * Keeps the page's one blink going while the caller has something unacknowledged to show. All icons
 * turn together, twice a second; a CSS animation would make the browser compose sixty pictures a
 * second for the same sight, all night, on every screen.
 */
export function useBlink(active: boolean): void {
  useEffect(() => {
    if (!active) return undefined;
    const root = document.documentElement;
    blinking += 1;
    timer ??= setInterval(() => root.toggleAttribute('data-blink-off'), halfPeriodMs);
    return () => {
      blinking -= 1;
      if (blinking > 0) return;
      clearInterval(timer);
      timer = undefined;
      root.removeAttribute('data-blink-off');
    };
  }, [active]);
}
