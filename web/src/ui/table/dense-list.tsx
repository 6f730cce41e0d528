import { type ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
import type { BarState } from '../state-bar.tsx';
import { type FootLine, linesOf } from './foot-lines.ts';
import { itemsBetween } from './foot-places.ts';
import { FootHeading, FootNote, FootRow, type Place } from './foot-row.tsx';
import type { ListGroup } from './groups.ts';
import { NewRowsBar } from './new-rows-bar.tsx';
import { type RowHeight, RowRuler, useRowHeight } from './row-height.tsx';
import { useFootPlaces } from './use-foot-places.ts';
import { STEP_PX, useBarAbove, useFootView } from './use-foot-view.ts';
import { type Row, useHeldRows } from './use-held-rows.ts';
import { useKeptView } from './use-kept-view.ts';
import { useRowFocus } from './use-row-focus.ts';
import { useRowHeights } from './use-row-heights.ts';
import { useRowWords } from './use-row-words.ts';
import { useWantedRow } from './wanted-row.ts';

export interface DenseListProps<R extends Row> {
  label: string;
  rows: readonly R[];
  /** What a row says in words, for screen readers. */
  textOf: (row: R) => string;
  /** Under one name as long as it draws the same: a row is drawn again when it, or this, is another. */
  children: (row: R) => ReactNode;
  barOf?: (row: R) => BarState;
  /** Groups in order, and which group a row stands in. Rows of no group come first, pinned. */
  groups?: readonly ListGroup[];
  groupOf?: (row: R) => string | null;
  rowHeight: RowHeight;
  /** True: `rowHeight` is the least, a row (and a heading) is as high as what it says. */
  grows?: boolean;
  selectedId?: string | null;
  onSelect?: (id: string) => void;
  /** Enter, or a double click: the row's first action. */
  onAct?: (id: string) => void;
  /** What is normal, when there is nothing. */
  empty?: ReactNode;
  /** False only for a short list in a panel without a height of its own: all its rows are drawn. */
  virtual?: boolean;
  /** What newer rows wait for: the row under the cursor, or (in a log) also the view of who has scrolled. */
  holds?: 'cursor' | 'view';
}

/**
 * Rows of one kind, walked with J K, arrows, Home and End; only what is in view is drawn. Laid out from the foot: a row
 * keeps its place in the sheet when newer ones come above it, only the sheet moves, so that a flood of news draws the
 * rows that say something new and no other.
 *
 * Typing letters jumps to no row: single letters are acts here (ux.md §5), on every screen the same and remapped in one
 * place. A row is looked for with `/`, the command line: 查 and its name, pinyin, initials or number.
 */
export function DenseList<R extends Row>(props: DenseListProps<R>) {
  const { label, children, barOf, groups, groupOf, virtual = true, grows = false, onSelect, holds = 'cursor' } = props;
  const textOf = useRowWords(props.textOf);
  const height = useRowHeight(props.rowHeight);
  const view = useFootView();
  const held = useHeldRows(props.rows, holds === 'view' ? view.readFrom : null);
  const { rowPx, groupPx } = height;
  const heights = useRowHeights();
  // biome-ignore lint/correctness/useExhaustiveDependencies: other heights are another layout
  const lines = useMemo(
    () => linesOf(held.rows, { groups, groupOf, rowPx, groupPx, heightOf: grows ? heights.of : undefined }),
    [held.rows, groups, groupOf, rowPx, groupPx, grows, heights.version],
  );
  const places = useFootPlaces(lines);
  view.shown.current = { lines, places };
  useBarAbove(view, held.waiting > 0 ? 'shown' : 'none');
  const focus = useRowFocus({
    view,
    selectedId: props.selectedId ?? null,
    onSelect,
    onAct: props.onAct,
    release: held.waiting > 0 ? held.release : undefined,
  });
  useKeptView(view, { version: heights.version, lines, places }, focus.at);
  useWantedRow({
    isMine: (id) => props.rows.some((row) => row.id === id),
    isShown: (id) => held.rows.some((row) => row.id === id),
    release: held.release,
    bring: (id) => {
      const row = view.rowOf(id);
      if (row === null) view.reveal(lines.findIndex((line) => line.id === id));
      return row;
    },
  });

  const beyondPx = Math.max(view.seenPx / 3, 2 * STEP_PX);
  const { from, to } = virtual
    ? itemsBetween(places, view.topPx - beyondPx, view.topPx + view.seenPx + beyondPx)
    : { from: 0, to: lines.length };
  const drawn = lines.flatMap((line, at) => ((at >= from && at < to) || line.id === focus.at ? [{ line, at }] : []));
  const sheet = useRef<HTMLDivElement | null>(null);
  // A number among all rows changes with each new one: written beside React, so that no row is drawn anew for it.
  useLayoutEffect(() => {
    for (const [n, { at }] of drawn.entries())
      sheet.current?.children[n]?.setAttribute('aria-rowindex', String(at + 1));
  });
  const placeOf = (at: number, { kind, id, heightPx }: FootLine<R>): Place => {
    if (!virtual) return { kind: 'flow', least: height.style };
    const bottomPx = places.bottomsPx[at] ?? 0;
    if (!grows) return { kind: 'fixed', heightPx, bottomPx };
    return { kind: 'grows', leastPx: kind === 'row' ? rowPx : groupPx, bottomPx, line: id, measure: heights.measure };
  };
  const listPx = places.headPx - places.footPx;

  return (
    <div
      className={`relative flex flex-col ${virtual ? 'h-full min-h-0' : ''}`}
      {...held.handlers}
      onKeyDownCapture={focus.onKeyDownCapture}
    >
      <RowRuler ruler={height.ruler} style={height.style} />
      <NewRowsBar waiting={held.waiting} onShow={focus.toNewest} />
      {/* biome-ignore lint/a11y/useSemanticElements: rows without columns are no table */}
      <div
        ref={view.frame}
        role="grid"
        aria-label={label}
        aria-rowcount={lines.length}
        tabIndex={focus.at === null ? 0 : -1}
        className={`overflow-auto outline-none [overflow-anchor:none] ${virtual ? 'flex-1 min-h-0' : ''}`}
        onScroll={view.onScroll}
        {...focus.handlers}
      >
        {lines.length > 0 ? null : <FootNote>{props.empty}</FootNote>}
        <div
          role="presentation"
          className={virtual ? 'relative overflow-hidden' : ''}
          style={virtual ? { height: listPx } : undefined}
        >
          <div
            ref={sheet}
            role="presentation"
            className={virtual ? 'absolute inset-x-0 h-0' : ''}
            style={virtual ? { bottom: -places.footPx } : undefined}
          >
            {drawn.map(({ line, at }) =>
              line.kind === 'heading' ? (
                <FootHeading key={line.id} {...placeOf(at, line)}>
                  {line.heading}
                </FootHeading>
              ) : (
                <FootRow
                  key={line.id}
                  row={line.row}
                  draw={children}
                  textOf={textOf}
                  bar={barOf?.(line.row) ?? 'none'}
                  {...placeOf(at, line)}
                  tabIndex={line.id === focus.at ? 0 : -1}
                  selected={onSelect === undefined ? undefined : line.id === props.selectedId}
                  acts={props.onAct === undefined ? 'no' : 'yes'}
                />
              ),
            )}
          </div>
        </div>
      </div>
    </div>
  );
}
