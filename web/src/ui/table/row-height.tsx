import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Row heights of scale.css; a list names one and never a number of pixels. */
export type RowHeight =
  | 'matrix'
  | 'plan'
  | 'log'
  | 'figures'
  | 'task'
  | 'alarm'
  | 'advice'
  | 'recommendation'
  | 'incident'
  | 'warning'
  | 'gauge';

/**
 * Measures a row-height token in pixels on the surface it stands on, and again whenever the surface
 * or the text size changes: the virtual list needs the number, the stylesheet owns it.
 */
export function useRowHeight(height: RowHeight): {
  ruler: RefObject<HTMLDivElement | null>;
  rowPx: number;
  groupPx: number;
  remPx: number;
  style: string;
} {
  const ruler = useRef<HTMLDivElement | null>(null);
  const [px, setPx] = useState({ rowPx: 40, groupPx: 32, remPx: 16 });
  useLayoutEffect(() => {
    const element = ruler.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const rowPx = element.offsetHeight;
      const groupPx = element.offsetWidth;
      const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      if (rowPx > 0) setPx((was) => (was.rowPx === rowPx && was.groupPx === groupPx ? was : { rowPx, groupPx, remPx }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ruler, ...px, style: `var(--row-${height})` };
}

/** The invisible ruler of `useRowHeight`: as high as a row, as wide as a group heading is high. */
export function RowRuler({ ruler, style }: { ruler: RefObject<HTMLDivElement | null>; style: string }) {
  return (
    <div
      ref={ruler}
      aria-hidden="true"
      className="absolute invisible pointer-events-none"
      style={{ height: style, width: 'var(--row-group)' }}
    />
  );
}
