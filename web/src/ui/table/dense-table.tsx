import { type KeyboardEvent, type ReactNode, useMemo, useRef } from 'react';
import {
  Row as AriaRow,
  Cell,
  Column,
  ResizableTableContainer,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  Virtualizer,
} from 'react-aria-components';
import { Icon } from '../icon.tsx';
import { noTypeAhead, walkWithJK } from './list-keys.ts';
import { NewRowsBar } from './new-rows-bar.tsx';
import { type RowHeight, RowRuler, useRowHeight } from './row-height.tsx';
import { type Row, useHeldRows } from './use-held-rows.ts';
import { useRowWords } from './use-row-words.ts';
import { useWantedRow } from './wanted-row.ts';
import { useWordWidths, WordRuler } from './word-ruler.tsx';

export interface DenseColumn<R extends Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: R) => ReactNode;
  /** Pixels at desk scale, or a share of what is left (`'2fr'`). */
  readonly width?: number | `${number}fr`;
  /** Pixels at desk scale below which the table scrolls sideways instead. */
  readonly minWidth?: number;
  /** Words of the interface that can stand in its cells: the column is never too narrow for them, nor for its header. */
  readonly words?: readonly string[];
  readonly align?: 'start' | 'end';
  /** A column that names the row; at least one. */
  readonly isRowHeader?: boolean;
  readonly sortable?: boolean;
}

export interface SortBy {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

export interface DenseTableProps<R extends Row> {
  label: string;
  columns: readonly DenseColumn<R>[];
  rows: readonly R[];
  textOf: (row: R) => string;
  rowHeight: RowHeight;
  /** Text may break once (rows from 40 px) or twice (from 52 px) before it ends in an ellipsis. Left out: one line. */
  lines?: 'two' | 'three';
  selectedId?: string | null;
  onSelect?: (id: string) => void;
  onAct?: (id: string) => void;
  /** The caller sorts; the table only shows and asks. */
  sort?: SortBy;
  onSort?: (sort: SortBy) => void;
  /** Rows that lead: tinted, for trouble only. */
  toneOf?: (row: R) => 'none' | 'trouble' | 'changed';
  empty?: ReactNode;
}

const tone = { none: '', trouble: 'bg-level-1-wash', changed: 'bg-bg-2 border-l-4 border-l-ink-1' } as const;

const rowLook =
  'h-full border-b border-row-line cursor-default outline-none hovered:bg-bg-2 selected:bg-bg-2 ' +
  'selected:shadow-[inset_0_0_0_1px_var(--control)] focus-seen:shadow-[inset_0_0_0_2px_var(--focus)]';

const alignment = { start: 'justify-start text-left', end: 'justify-end text-right' } as const;

/** A grid of rows and columns for long data: only what is in view is drawn. Needs a parent with a height. */
export function DenseTable<R extends Row>(props: DenseTableProps<R>) {
  const { label, columns, onSelect, onAct, onSort, toneOf } = props;
  const textOf = useRowWords(props.textOf);
  const height = useRowHeight(props.rowHeight);
  const { ruler: wordRuler, widths: wordWidths } = useWordWidths();
  const held = useHeldRows(props.rows);
  const layoutOptions = useMemo(
    () => ({ rowHeight: height.rowPx, headingHeight: height.groupPx }),
    [height.rowPx, height.groupPx],
  );
  const scale = height.remPx / 16;
  const frame = useRef<HTMLDivElement>(null);
  useWantedRow({
    isMine: (id) => props.rows.some((row) => row.id === id),
    isShown: (id) => held.rows.some((row) => row.id === id),
    release: held.release,
    bring: (id) => {
      const { current: element } = frame;
      const row = element?.querySelector<HTMLElement>(`[role="row"][data-key="${CSS.escape(id)}"]`) ?? null;
      if (element !== null && row === null) {
        const at = held.rows.findIndex((one) => one.id === id);
        element.scrollTop = Math.max(0, at * height.rowPx - element.clientHeight / 2);
      }
      return row;
    },
  });
  const onKeyDownCapture = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Home' && held.waiting > 0) held.release();
    walkWithJK(event);
    noTypeAhead(event);
  };

  return (
    <div className="relative flex flex-col h-full min-h-0" {...held.handlers} onKeyDownCapture={onKeyDownCapture}>
      <RowRuler ruler={height.ruler} style={height.style} />
      <WordRuler ruler={wordRuler} columns={columns} lines={props.lines === undefined ? 'one' : 'two'} />
      <NewRowsBar waiting={held.waiting} onShow={held.release} />
      <Virtualizer layout={TableLayout} layoutOptions={layoutOptions}>
        <ResizableTableContainer ref={frame} className="flex-1 min-h-0 overflow-auto">
          <Table
            aria-label={label}
            className="outline-none"
            selectionMode={onSelect === undefined ? 'none' : 'single'}
            selectionBehavior="replace"
            selectedKeys={props.selectedId == null ? [] : [props.selectedId]}
            onSelectionChange={(keys) => {
              const [id] = keys === 'all' ? [] : [...keys];
              if (id !== undefined) onSelect?.(String(id));
            }}
            {...(onAct === undefined ? {} : { onRowAction: (key: string | number) => onAct(String(key)) })}
            {...(props.sort === undefined ? {} : { sortDescriptor: props.sort })}
            onSortChange={({ column, direction }) => onSort?.({ column: String(column), direction })}
          >
            <TableHeader className="h-full bg-bg-1 text-ink-3 text-meta">
              {columns.map((column) => (
                <Column
                  key={column.id}
                  id={column.id}
                  isRowHeader={column.isRowHeader ?? false}
                  allowsSorting={column.sortable ?? false}
                  width={
                    typeof column.width === 'number'
                      ? Math.max(column.width * scale, wordWidths.get(column.id) ?? 0)
                      : (column.width ?? '1fr')
                  }
                  minWidth={Math.max((column.minWidth ?? 72) * scale, wordWidths.get(column.id) ?? 0)}
                  textValue={column.header}
                  className="h-full border-b border-hairline outline-none focus-seen:shadow-[inset_0_0_0_2px_var(--focus)]"
                >
                  {({ sortDirection }) => (
                    <div
                      className={`flex h-full items-center gap-1 px-2 leading-[1.1] ${alignment[column.align ?? 'start']}`}
                    >
                      <span className="min-w-0">{column.header}</span>
                      {sortDirection === undefined ? null : (
                        <Icon name={sortDirection === 'ascending' ? 'up' : 'down'} className="text-[0.6em]" />
                      )}
                    </div>
                  )}
                </Column>
              ))}
            </TableHeader>
            <TableBody
              items={held.rows}
              dependencies={[columns, textOf, toneOf, props.lines]}
              renderEmptyState={() => <div className="p-pad text-ink-2">{props.empty}</div>}
            >
              {(row) => (
                <AriaRow id={row.id} textValue={textOf(row)} className={`${rowLook} ${tone[toneOf?.(row) ?? 'none']}`}>
                  {columns.map((column) => (
                    <Cell
                      key={column.id}
                      className="h-full outline-none focus-seen:shadow-[inset_0_0_0_2px_var(--focus)]"
                    >
                      <div
                        className={`flex h-full items-center gap-2 px-2 overflow-hidden whitespace-nowrap ${alignment[column.align ?? 'start']}`}
                      >
                        <Truncated lines={props.lines}>{column.cell(row)}</Truncated>
                      </div>
                    </Cell>
                  ))}
                </AriaRow>
              )}
            </TableBody>
          </Table>
        </ResizableTableContainer>
      </Virtualizer>
    </div>
  );
}

const clamp = { two: 'line-clamp-2 leading-tight', three: 'line-clamp-3 leading-[1.1] pb-0.5' } as const;

/** Plain text ends in an ellipsis and tells the rest on hover; anything else looks after itself. */
function Truncated({ children, lines }: { children: ReactNode; lines: DenseTableProps<Row>['lines'] }) {
  if (typeof children !== 'string' && typeof children !== 'number') return children;
  return (
    <span
      className={lines === undefined ? 'truncate' : `${clamp[lines]} whitespace-normal break-words`}
      title={String(children)}
    >
      {children}
    </span>
  );
}
