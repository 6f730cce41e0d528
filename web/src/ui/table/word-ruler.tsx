import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { twoLines } from './two-lines.ts';

interface WordyColumn {
  readonly id: string;
  readonly header: string;
  readonly words?: readonly string[];
  readonly sortable?: boolean;
}

/**
 * How wide each column must be for its interface words, in pixels: measured once per language and text size (and when
 * the font arrives), never per row.
 */
export function useWordWidths(): { ruler: RefObject<HTMLDivElement | null>; widths: ReadonlyMap<string, number> } {
  const ruler = useRef<HTMLDivElement | null>(null);
  const [widths, setWidths] = useState<ReadonlyMap<string, number>>(new Map());
  useLayoutEffect(() => {
    const element = ruler.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const next = new Map<string, number>();
      for (const column of element.querySelectorAll<HTMLElement>('[data-column]')) {
        next.set(column.dataset['column'] ?? '', Math.ceil(column.getBoundingClientRect().width));
      }
      setWidths((was) =>
        was.size === next.size && [...next].every(([id, width]) => was.get(id) === width) ? was : next,
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ruler, widths };
}

/** The invisible ruler of `useWordWidths`: per column its header in two lines and the words of its cells. */
export function WordRuler(props: {
  ruler: RefObject<HTMLDivElement | null>;
  columns: readonly WordyColumn[];
  lines: 'one' | 'two';
}) {
  const { ruler, columns, lines } = props;
  return (
    <div ref={ruler} aria-hidden="true" className="absolute invisible pointer-events-none w-max whitespace-nowrap">
      {columns.map(({ id, header, words = [], sortable = false }) => (
        <div key={id} data-column={id} className="grid w-max px-2">
          {twoLines(header).map((line) => (
            <span key={line} className={`text-meta ${sortable ? 'pr-[0.9rem]' : ''}`}>
              {line}
            </span>
          ))}
          {[...new Set(words.flatMap((word) => (lines === 'two' ? twoLines(word) : [word])))].map((line) => (
            <span key={`cell ${line}`}>{line}</span>
          ))}
        </div>
      ))}
    </div>
  );
}
