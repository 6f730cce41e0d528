import { type ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
import { linesOf } from './foot-lines.ts';
import { itemsBetween } from './foot-places.ts';
import { FootHeading, FootNote, FootRow } from './foot-row.tsx';
import type { ListGroup } from './groups.ts';
import { NewRowsBar } from './new-rows-bar.tsx';
import { type RowHeight, RowRuler, useRowHeight } from './row-height.tsx';
import { useFootFocus } from './use-foot-focus.ts';
import { useFootPlaces } from './use-foot-places.ts';
import { STEP_PX, useBarAbove, useFootView } from './use-foot-view.ts';
import { type Row, useHeldRows } from './use-held-rows.ts';
import { useRowWords } from './use-row-words.ts';

export interface FootListProps<R extends Row> {
  label: string;
  /** Newest first. */
  rows: readonly R[];
  /** What a row says in words, for screen readers. */
  textOf: (row: R) => string;
  /** Under one name as long as it draws the same: rows are drawn again only when they, or this, are others. */
  children: (row: R) => ReactNode;
  /** Groups in order, and which group a row stands in. Rows of no group come first. */
  groups?: readonly ListGroup[];
  groupOf?: (row: R) => string | null;
  rowHeight: RowHeight;
  selectedId?: string | null;
  onSelect?: (id: string) => void;
  /** What is normal, when there is nothing. */
  empty?: ReactNode;
}

/**
 * Rows that only ever come on top, walked with J K, arrows, Home and End. Laid out from the foot: a row keeps its place
 * in the sheet when newer ones come, only the sheet moves, so that a flood of news draws the new rows and no other.
 * What is in view is drawn; who has scrolled down is not moved.
 */
export function FootList<R extends Row>(props: FootListProps<R>) {
  const { label, children, groups, groupOf, onSelect } = props;
  const textOf = useRowWords(props.textOf);
  const height = useRowHeight(props.rowHeight);
  const view = useFootView();
  const held = useHeldRows(props.rows, view.readFrom);
  const { rowPx, groupPx } = height;
  const lines = useMemo(
    () => linesOf(held.rows, { groups, groupOf, rowPx, groupPx }),
    [held.rows, groups, groupOf, rowPx, groupPx],
  );
  const places = useFootPlaces(lines);
  view.shown.current = { lines, places };
  useBarAbove(view, held.waiting > 0 ? 'shown' : 'none');
  const focus = useFootFocus({
    view,
    selectedId: props.selectedId ?? null,
    onSelect,
    release: held.waiting > 0 ? held.release : undefined,
  });

  const beyondPx = Math.max(view.seenPx / 3, 2 * STEP_PX);
  const { from, to } = itemsBetween(places, view.topPx - beyondPx, view.topPx + view.seenPx + beyondPx);
  const drawn = lines.flatMap((line, at) => ((at >= from && at < to) || line.id === focus.at ? [{ line, at }] : []));
  const sheet = useRef<HTMLDivElement | null>(null);
  // A number among all rows changes with each new one: written beside React, so that no row is drawn anew for it.
  useLayoutEffect(() => {
    for (const [n, { at }] of drawn.entries())
      sheet.current?.children[n]?.setAttribute('aria-rowindex', String(at + 1));
  });

  return (
    <div className="relative flex flex-col h-full min-h-0" {...held.handlers} onKeyDownCapture={focus.onKeyDownCapture}>
      <RowRuler ruler={height.ruler} style={height.style} />
      <NewRowsBar waiting={held.waiting} onShow={focus.toNewest} />
      {/* biome-ignore lint/a11y/useSemanticElements: rows without columns */}
      <div
        ref={view.frame}
        role="grid"
        aria-label={label}
        aria-rowcount={lines.length}
        tabIndex={focus.at === null ? 0 : -1}
        className="flex-1 min-h-0 overflow-auto outline-none [overflow-anchor:none]"
        onScroll={view.onScroll}
        onKeyDown={focus.onKeyDown}
        onFocus={focus.onFocus}
        onBlur={focus.onBlur}
        onClick={focus.onClick}
      >
        {lines.length > 0 ? null : <FootNote>{props.empty}</FootNote>}
        <div role="presentation" className="relative overflow-hidden" style={{ height: places.headPx - places.footPx }}>
          <div ref={sheet} role="presentation" className="absolute inset-x-0 h-0" style={{ bottom: -places.footPx }}>
            {drawn.map(({ line, at }) => {
              const place = { heightPx: line.heightPx, bottomPx: places.bottomsPx[at] ?? 0 };
              return line.kind === 'heading' ? (
                <FootHeading key={line.id} {...place}>
                  {line.heading}
                </FootHeading>
              ) : (
                <FootRow
                  key={line.id}
                  row={line.row}
                  draw={children}
                  textOf={textOf}
                  {...place}
                  tabIndex={line.id === focus.at ? 0 : -1}
                  selected={onSelect === undefined ? undefined : line.id === props.selectedId}
                />
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}
