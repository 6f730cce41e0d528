import { type KeyboardEvent, type ReactNode, useMemo, useRef } from 'react';
import {
  Collection,
  GridList,
  GridListHeader,
  GridListItem,
  GridListSection,
  ListLayout,
  Virtualizer,
} from 'react-aria-components';
import { type BarState, StateBar } from '../state-bar.tsx';
import { grouped, type ListGroup, rowTop } from './groups.ts';
import { walkWithJK } from './list-keys.ts';
import { NewRowsBar } from './new-rows-bar.tsx';
import { type RowHeight, RowRuler, useRowHeight } from './row-height.tsx';
import { type Row, useHeldRows } from './use-held-rows.ts';
import { useRowWords } from './use-row-words.ts';
import { useWantedRow } from './wanted-row.ts';

export interface DenseListProps<R extends Row> {
  label: string;
  rows: readonly R[];
  /** What a row says in words, for screen readers. */
  textOf: (row: R) => string;
  children: (row: R) => ReactNode;
  barOf?: (row: R) => BarState;
  /** Groups in order, and which group a row stands in. Rows of no group come first, pinned. */
  groups?: readonly ListGroup[];
  groupOf?: (row: R) => string | null;
  rowHeight: RowHeight;
  selectedId?: string | null;
  onSelect?: (id: string) => void;
  /** Enter, or a double click: the row's first action. */
  onAct?: (id: string) => void;
  /** What is normal, when there is nothing. */
  empty?: ReactNode;
  /** False only for a short list in a panel without a height of its own: all its rows are drawn. */
  virtual?: boolean;
}

const rowLook =
  'relative h-full px-pad flex items-center gap-3 border-b border-row-line cursor-default overflow-hidden ' +
  'hovered:bg-bg-2 selected:bg-bg-2 selected:shadow-[inset_0_0_0_1px_var(--control)] ' +
  'focus-seen:shadow-[inset_0_0_0_2px_var(--focus)] outline-none';

/** Rows of one kind, walked with J K, arrows, Home and End; only what is in view is drawn. */
export function DenseList<R extends Row>(props: DenseListProps<R>) {
  const { label, children, barOf, groups, groupOf, virtual = true, onSelect, onAct } = props;
  const textOf = useRowWords(props.textOf);
  const height = useRowHeight(props.rowHeight);
  const held = useHeldRows(props.rows);
  const layoutOptions = useMemo(
    () => ({ rowSize: height.rowPx, headingSize: height.groupPx }),
    [height.rowPx, height.groupPx],
  );
  const sections = useMemo(() => grouped(held.rows, groups, groupOf), [held.rows, groups, groupOf]);

  const frame = useRef<HTMLDivElement | null>(null);
  useWantedRow({
    isMine: (id) => props.rows.some((row) => row.id === id),
    isShown: (id) => held.rows.some((row) => row.id === id),
    release: held.release,
    bring: (id) => {
      const row = frame.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(id)}"]`) ?? null;
      const grid = frame.current?.querySelector('[role="grid"]');
      if (row === null && grid != null) grid.scrollTop = rowTop(sections, id, height);
      return row;
    },
  });

  const renderRow = (row: R): ReactNode => (
    <GridListItem
      key={row.id}
      id={row.id}
      textValue={textOf(row)}
      className={rowLook}
      style={virtual ? undefined : { minHeight: height.style }}
    >
      <StateBar state={barOf?.(row) ?? 'none'} />
      {children(row)}
    </GridListItem>
  );
  const onKeyDownCapture = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Home' && held.waiting > 0) held.release();
    walkWithJK(event);
  };

  const list = (
    <GridList
      aria-label={label}
      className="h-full overflow-auto outline-none"
      selectionMode={onSelect === undefined ? 'none' : 'single'}
      selectionBehavior="replace"
      selectedKeys={props.selectedId == null ? [] : [props.selectedId]}
      onSelectionChange={(keys) => {
        const [id] = keys === 'all' ? [] : [...keys];
        if (id !== undefined) onSelect?.(String(id));
      }}
      {...(onAct === undefined ? {} : { onAction: (key: string | number) => onAct(String(key)) })}
      renderEmptyState={() => <div className="p-pad text-ink-2">{props.empty}</div>}
      dependencies={[children, textOf, barOf]}
    >
      {/* A collection keeps what it has drawn of a row until the row is another: only changed rows are drawn. */}
      <Collection items={sections.pinned} dependencies={[children, textOf, barOf]}>
        {renderRow}
      </Collection>
      {sections.groups.map(({ group, rows }) => (
        <GridListSection key={group.id} id={group.id}>
          <GridListHeader className="h-full min-h-row-group px-pad flex items-center gap-3 bg-bg-0/60 border-b border-row-line text-ink-2 text-meta">
            {group.heading}
          </GridListHeader>
          <Collection items={rows} dependencies={[children, textOf, barOf]}>
            {renderRow}
          </Collection>
        </GridListSection>
      ))}
    </GridList>
  );
  return (
    <div
      ref={frame}
      className={`relative flex flex-col ${virtual ? 'h-full min-h-0' : ''}`}
      {...held.handlers}
      onKeyDownCapture={onKeyDownCapture}
    >
      <RowRuler ruler={height.ruler} style={height.style} />
      <NewRowsBar waiting={held.waiting} onShow={held.release} />
      <div className={virtual ? 'flex-1 min-h-0' : ''}>
        {virtual ? (
          <Virtualizer layout={ListLayout} layoutOptions={layoutOptions}>
            {list}
          </Virtualizer>
        ) : (
          list
        )}
      </div>
    </div>
  );
}
