import { type CSSProperties, memo, type ReactNode, type RefCallback } from 'react';
import { type BarState, StateBar } from '../state-bar.tsx';
import type { Row } from './use-held-rows.ts';

/**
 * From the foot of a sheet, so high or (growing upwards with what it says, and measured) at least so high; or, where all
 * rows are drawn one under the other, in the flow of the page.
 */
export type Place =
  | { readonly kind: 'fixed'; readonly heightPx: number; readonly bottomPx: number }
  | {
      readonly kind: 'grows';
      readonly leastPx: number;
      readonly bottomPx: number;
      readonly line: string;
      readonly measure: RefCallback<HTMLElement>;
    }
  | { readonly kind: 'flow'; readonly least: string };

interface RowParts<R extends Row> {
  readonly row: R;
  readonly draw: (row: R) => ReactNode;
  readonly textOf: (row: R) => string;
  readonly bar: BarState;
  readonly tabIndex: 0 | -1;
  /** Undefined where nothing can be selected. */
  readonly selected: boolean | undefined;
  /** Whether Enter does something. */
  readonly acts: 'no' | 'yes';
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
  'px-pad flex items-center gap-3 border-b border-row-line cursor-default overflow-hidden outline-none ' +
  'selected:bg-bg-2 selected:shadow-[inset_0_0_0_1px_var(--control)] ' +
  'focus-visible:shadow-[inset_0_0_0_2px_var(--focus)]';
const headingLook =
  'min-h-row-group px-pad flex items-center gap-3 bg-bg-0/60 border-b border-row-line text-ink-2 text-meta';

const standing: Readonly<Record<Place['kind'], string>> = {
  fixed: 'absolute inset-x-0 contain-strict',
  grows: 'absolute inset-x-0 contain-content',
  flow: 'relative',
};

function styled(place: Place): CSSProperties {
  switch (place.kind) {
    case 'fixed':
      return { height: place.heightPx, bottom: place.bottomPx };
    case 'grows':
      return { minHeight: place.leastPx, bottom: place.bottomPx };
    case 'flow':
      return { minHeight: place.least };
    default:
      return place satisfies never;
  }
}

/** What a line that grows needs to be measured. */
const measured = (place: Place) => (place.kind === 'grows' ? { ref: place.measure, 'data-line': place.line } : {});

function Drawn<R extends Row>(props: RowParts<R> & Place) {
  const { row, draw, textOf, bar, tabIndex, selected, acts, ...place } = props;
  const said = { ...part.row, 'aria-label': textOf(row), 'aria-selected': selected };
  return (
    <div
      {...said}
      {...measured(place)}
      data-key={row.id}
      data-selected={selected === true ? true : undefined}
      tabIndex={tabIndex}
      className={`${standing[place.kind]} ${rowLook} ${selected === undefined && acts === 'no' ? '' : 'hover:bg-bg-2'}`}
      style={styled(place)}
    >
      <div {...part.cell}>
        <StateBar state={bar} />
        {draw(row)}
      </div>
    </div>
  );
}

/** Drawn again only when it says something else, is chosen or takes the focus; not when others come. */
export const FootRow = memo(Drawn) as typeof Drawn;

export const FootHeading = memo(function FootHeading({ children, ...place }: Place & { children: ReactNode }) {
  return (
    <div
      {...part.row}
      {...measured(place)}
      className={`${standing[place.kind]} ${headingLook}`}
      style={place.kind === 'flow' ? undefined : styled(place)}
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
