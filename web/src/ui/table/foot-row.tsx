import { memo, type ReactNode } from 'react';
import type { Row } from './use-held-rows.ts';

interface Place {
  readonly heightPx: number;
  readonly bottomPx: number;
}

interface FootRowProps<R extends Row> extends Place {
  readonly row: R;
  readonly draw: (row: R) => ReactNode;
  readonly textOf: (row: R) => string;
  readonly tabIndex: 0 | -1;
  /** Undefined where nothing can be selected. */
  readonly selected: boolean | undefined;
}

/**
 * Rows laid out by pixels are no table rows, and a cell leaves the focus to its row: roles of the grid pattern, as
 * React Aria gives them to its own lists.
 */
const part = {
  row: { role: 'row' },
  cell: { role: 'gridcell', className: 'contents' },
  heading: { role: 'rowheader', className: 'contents' },
} as const;

const rowLook =
  'absolute inset-x-0 contain-strict px-pad flex items-center gap-3 border-b border-row-line cursor-default ' +
  'overflow-hidden selected:bg-bg-2 selected:shadow-[inset_0_0_0_1px_var(--control)] ' +
  'focus-visible:shadow-[inset_0_0_0_2px_var(--focus)] outline-none';

function Drawn<R extends Row>({ row, draw, textOf, tabIndex, selected, heightPx, bottomPx }: FootRowProps<R>) {
  const said = { ...part.row, 'aria-label': textOf(row), 'aria-selected': selected };
  return (
    <div
      {...said}
      data-key={row.id}
      data-selected={selected === true ? true : undefined}
      tabIndex={tabIndex}
      className={`${rowLook} ${selected === undefined ? '' : 'hover:bg-bg-2'}`}
      style={{ height: heightPx, bottom: bottomPx }}
    >
      <div {...part.cell}>{draw(row)}</div>
    </div>
  );
}

/** Drawn again only when it says something else, is chosen or takes the focus; not when others come. */
export const FootRow = memo(Drawn) as typeof Drawn;

export const FootHeading = memo(function FootHeading({
  heightPx,
  bottomPx,
  children,
}: Place & { children: ReactNode }) {
  return (
    <div
      {...part.row}
      className="absolute inset-x-0 contain-strict px-pad flex items-center gap-3 bg-bg-0/60 border-b border-row-line text-ink-2 text-meta"
      style={{ height: heightPx, bottom: bottomPx }}
    >
      <div {...part.heading}>{children}</div>
    </div>
  );
});

/** What is said where there are no rows. */
export function FootNote({ children }: { children: ReactNode }) {
  return (
    <div {...part.row} className="contents">
      <div {...part.cell}>
        <div className="p-pad text-ink-2">{children}</div>
      </div>
    </div>
  );
}
