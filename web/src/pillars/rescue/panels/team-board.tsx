import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { Skill } from '@sitong/shared/kernel/master/teams.ts';
import { safetyDueMs } from '@sitong/shared/pillars/rescue/clocks.ts';
import { HELP_KINDS } from '@sitong/shared/pillars/rescue/events.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import { memo, type ReactNode, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { usePracticeAt } from '../../../plumbing/live/use-practice.ts';
import { usePositions } from '../../../plumbing/positions/position-store.ts';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { Countdown } from '../../../ui/clock/countdown.tsx';
import { positionFreshness } from '../../../ui/clock/freshness.ts';
import { formatDistance } from '../../../ui/format/number.ts';
import { formatMinute } from '../../../ui/format/time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { DenseList } from '../../../ui/table/dense-list.tsx';
import { useFormat } from '../../../ui/use-format.ts';
import type { Board, BoardTeam } from '../selectors/board.ts';
import { isUnaccepted } from '../selectors/order-rows.ts';
import { teamColumns } from '../team-marks.ts';
import { Unaccepted } from './order-list.tsx';
import { TeamGlyph } from './team-glyph.tsx';

/** Travel still before a team on its way, by road. */
export interface Eta {
  readonly minutes: number;
  readonly km: number;
}

/** Above this a column draws only what is in view, in two lines. */
const MOST_DRAWN = 60;

/** Teams by state. What a card says depends on the column; the age of the fix stands on every one. */
export function TeamBoard(props: {
  board: Board;
  etas: ReadonlyMap<string, Eta>;
  selectedId: string | null;
  onSelect: (id: string) => void;
  onAct: (id: string) => void;
}) {
  const { board, etas, selectedId, onSelect, onAct } = props;
  const { t } = useTranslation(['dispatch', 'rescue']);
  const card = useCallback((row: BoardTeam): ReactNode => <TeamCard row={row} eta={etas.get(row.id)} />, [etas]);
  return (
    <div className="grid grid-cols-5 grid-rows-[auto_minmax(0,1fr)] h-full min-h-0">
      {teamColumns.map((column) => (
        <section
          key={column}
          aria-label={t(`rescue:column.${column}`)}
          className="grid grid-rows-subgrid row-span-2 min-h-0 min-w-0 border-l border-hairline first:border-l-0"
        >
          <h3 className="m-0 flex flex-wrap items-baseline gap-x-2 px-3 max-2xl:px-1.5 min-h-row-group text-body font-normal text-ink-2 border-b border-hairline">
            {t(`rescue:column.${column}`)}
            <span className="text-key font-medium text-ink-1">{board[column].length}</span>
          </h3>
          <div className="min-h-0 overflow-auto">
            <DenseList
              label={t(`rescue:column.${column}`)}
              rows={board[column]}
              rowHeight="recommendation"
              virtual={board[column].length > MOST_DRAWN}
              textOf={({ team }) => team.name}
              selectedId={selectedId}
              onSelect={onSelect}
              onAct={onAct}
              empty={t(`board.empty.${column}`)}
            >
              {card}
            </DenseList>
          </div>
        </section>
      ))}
    </div>
  );
}

const TeamCard = memo(function TeamCard({ row, eta }: { row: BoardTeam; eta: Eta | undefined }) {
  const { t } = useTranslation(['dispatch', 'rescue']);
  const now = useNow(5000);
  usePositions(({ placed }) => placed);
  const fix = fixOf(row, now);
  const help = HELP_KINDS.find((kind) => row.now?.help[kind] !== undefined);
  const lost = fix !== undefined && fix.freshness === 'lost' && row.column !== 'available';
  return (
    <div className="grid gap-0.5 flex-1 min-w-0 py-1.5 -mx-1 max-2xl:-mx-3">
      <div className="flex items-center gap-2 max-2xl:gap-1.5 min-w-0">
        <TeamGlyph kind={row.team.kind} column={row.column} lost={lost} />
        <span className="font-medium truncate">{row.team.name}</span>
        <span className="ml-auto text-meta text-ink-3 whitespace-nowrap max-2xl:hidden">
          {t('board.people', { count: row.team.members })}
        </span>
      </div>
      <p className="m-0 text-meta text-ink-2">
        {help === undefined ? (
          <StateLine row={row} eta={eta} nowMs={now} />
        ) : (
          <span className="text-level-1 font-medium">
            <Icon name="alert" /> {t(`rescue:help.${help}`)} {formatMinute(Date.parse(row.now?.help[help]?.at ?? ''))}
          </span>
        )}
      </p>
      <p className="m-0 flex flex-wrap gap-x-2 max-2xl:gap-x-1.5 text-mini text-ink-3 whitespace-nowrap">
        <span className="2xl:hidden">{t('board.people', { count: row.team.members })}</span>
        <FixAge fix={fix} />
        {row.otherOrders > 0 ? <span>{t('board.load', { count: row.otherOrders })}</span> : null}
        {eta === undefined ? null : <span>{formatDistance(eta.km * 1000)}</span>}
        <Safety row={row} />
      </p>
    </div>
  );
});

function StateLine({ row, eta, nowMs }: { row: BoardTeam; eta: Eta | undefined; nowMs: number }) {
  const { t } = useTranslation(['dispatch', 'rescue']);
  const { order, now } = row;
  if (row.column === 'off_duty') return now?.reason ?? t('rescue:teamStatus.off_duty');
  if (order === undefined || !isOpenOrder(order)) {
    return row.column === 'available' ? t('board.atBase') : t(`rescue:teamStatus.${now?.status ?? 'available'}`);
  }
  if (isUnaccepted(order))
    return (
      <span className="flex flex-wrap gap-x-1.5">
        <span>{t(`rescue:orderStatus.${order.status}`)}</span>
        <Unaccepted order={order} />
        <span>{shownNumber('D', order.number)}</span>
      </span>
    );
  const place = order.content.destination.name;
  if (row.column !== 'out')
    return (
      <span className="flex flex-wrap gap-x-1.5">
        <span>{place}</span>
        <span className="whitespace-nowrap">
          {t(`rescue:teamStatus.${now?.status ?? 'on_scene'}`)} {formatMinute(Date.parse(now?.since ?? ''))}
        </span>
      </span>
    );
  const due = order.content.arriveBy;
  return (
    <span className="flex flex-wrap gap-x-1.5">
      <span className="text-ink-1">
        <Icon name="arrow" /> {place}
      </span>
      <span className="shrink-0 text-ink-1 font-medium">
        {eta !== undefined
          ? t('board.eta', { at: formatMinute(nowMs + eta.minutes * 60_000) })
          : due === undefined
            ? t(`rescue:teamStatus.${now?.status ?? 'en_route'}`)
            : t('orders.due', { at: formatMinute(Date.parse(due)) })}
      </span>
    </span>
  );
}

interface Fix {
  readonly ageMs: number;
  readonly freshness: 'fresh' | 'stale' | 'lost' | 'ahead';
}

function fixOf(row: BoardTeam, nowMs: number): Fix | undefined {
  const atMs = row.unit < 0 ? 0 : (usePositions.getState().columns.atMs[row.unit] ?? 0);
  if (atMs === 0) return undefined;
  return { ageMs: nowMs - atMs, freshness: positionFreshness(nowMs - atMs, 0) };
}

function FixAge({ fix }: { fix: Fix | undefined }) {
  const { t } = useTranslation('dispatch');
  const { span } = useFormat();
  if (fix === undefined) return <span>{t('board.noFix')}</span>;
  const age = span(Math.max(0, fix.ageMs));
  if (fix.freshness === 'lost' || fix.freshness === 'ahead')
    return (
      <span className="text-fault">
        <Icon name="lost" /> {t('board.lost', { age })}
      </span>
    );
  return (
    <span className={fix.freshness === 'stale' ? 'border border-dashed border-control px-1' : ''}>
      {t('board.fix', { age })}
    </span>
  );
}

/** `安全确认 余 22:10` of a team on site. */
function Safety({ row }: { row: BoardTeam }) {
  const { t } = useTranslation('dispatch');
  const practiceAt = usePracticeAt();
  const due = row.now === undefined ? undefined : safetyDueMs(row.now, practiceAt);
  if (due === undefined) return null;
  return (
    <span>
      {t('board.safety')} <Countdown dueMs={due} />
    </span>
  );
}

/** Skills offered above the board. */
export const boardFilters: Readonly<Record<'all' | 'evacuation' | 'water' | 'medical', readonly Skill[]>> = {
  all: [],
  evacuation: ['evacuation'],
  water: ['water_rescue', 'wading'],
  medical: ['medical'],
};
export type BoardFilter = keyof typeof boardFilters;
