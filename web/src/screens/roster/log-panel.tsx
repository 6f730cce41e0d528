import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, api } from '../../plumbing/http/api.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { Button } from '../../ui/button.tsx';
import { ChipChoice } from '../../ui/chip.tsx';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { formatMoment } from '../../ui/format/time.ts';
import { LogList } from '../../ui/log-list.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { PanelState } from '../../ui/panel-state.tsx';
import { tellNewestFirst, useEventWords } from '../../wall/event-words/use-event-words.ts';
import { LogPageSchema } from '../../wall/use-log-start.ts';

const PAGE = 500;

type Shown = 'said' | 'byHand' | 'whole';
const shownChoices: readonly Shown[] = ['said', 'byHand', 'whole'];

/** The append-only log, newest first; older pages on demand, as the reader may see them. */
export function LogPanel() {
  const { t } = useTranslation('duty');
  const tell = useEventWords();
  const [shown, setShown] = useState<Shown>('said');
  const { events, older, state, failed } = useWholeLog();
  const nowMs = useNow(60_000);
  const entries = useMemo(() => {
    const told = tellNewestFirst(events, tell);
    switch (shown) {
      case 'whole':
        return told;
      case 'said':
        return told.filter(({ quiet }) => quiet === 'said');
      case 'byHand':
        return told.filter(({ what }) => what === 'duty');
      default:
        return shown satisfies never;
    }
  }, [events, shown, tell]);
  const last = entries.at(-1);
  const panel = (): PanelState => {
    // What was read before stands; what could not be read is never told as if there were nothing.
    if (failed !== undefined)
      return { kind: 'error', what: t('log.failed'), stillWorks: t('log.stillHeard'), ...failed };
    if (entries.length > 0) return { kind: 'ready' };
    return state === 'loading' ? { kind: 'loading' } : { kind: 'empty', text: t('log.none') };
  };
  return (
    <Panel
      title={t('log.whole')}
      className="h-full"
      meta={
        last === undefined ? null : (
          <>
            <span>{t('log.lines', { count: entries.length })}</span>
            <span>{t('log.backTo', { at: formatMoment(last.atMs, nowMs) })}</span>
          </>
        )
      }
      actions={
        <ChipChoice
          label={t('log.show')}
          value={shown}
          onChange={setShown}
          choices={shownChoices.map((id) => ({ id, label: t(`log.shown.${id}`) }))}
        />
      }
      footer={
        older === 'none' ? (
          <span className="text-meta text-ink-3">{t('log.beginning')}</span>
        ) : older === 'unknown' ? undefined : (
          <Button onPress={older} pending={state === 'loading'}>
            {t('log.older')}
          </Button>
        )
      }
      state={panel()}
    >
      {entries.length === 0 ? null : <LogList label={t('log.whole')} entries={entries} />}
    </Panel>
  );
}

/** Events `since` (not itself) to `end`, both numbers of the log: a page may show fewer lines than it has, never a gap. */
interface LogRange {
  readonly since: number;
  readonly end: number;
}
const before = (end: number): LogRange => ({ since: Math.max(0, end - PAGE), end });
/** A panel that stands open all day keeps no more. */
const MOST_PAGES = 20;

/** What this tab heard itself, and before it pages of the server's log: going back, and up to what it still holds itself. */
function useWholeLog(): {
  events: readonly Envelope[];
  /** Reads the page before; `unknown` until a first page has come. */
  older: (() => void) | 'none' | 'unknown';
  state: 'loading' | 'ready';
  failed: { readonly code: string; readonly onRetry: () => void } | undefined;
} {
  const world = useLive((live) => live.world);
  const recent = useLive((live) => live.recent);
  const recentSince = useLive((live) => live.recentSince) ?? 0;
  const seq = useLive((live) => live.replica.seq) ?? 0;
  const [start, setStart] = useState(recentSince);
  const log = useInfiniteQuery({
    queryKey: ['log', world, start],
    initialPageParam: before(start),
    queryFn: async ({ pageParam: { since, end }, signal }) => {
      const path = `/api/log?world=${world}&since=${since}&limit=${Math.max(1, end - since)}`;
      const { events } = await api(path, { schema: LogPageSchema, signal });
      return { events, end };
    },
    getNextPageParam: (_page, _pages, { since }) => (since > 0 ? before(since) : undefined),
    getPreviousPageParam: (_page, _pages, { end }) =>
      end < recentSince ? { since: end, end: Math.min(end + PAGE, seq) } : undefined,
    maxPages: MOST_PAGES,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data, error, fetchNextPage, fetchPreviousPage, hasNextPage, isFetching } = log;
  const newestPaged = data?.pages[0]?.end ?? start;
  // The tab no longer holds what followed the newest page: that is read as well, or, after a long sleep, all anew.
  useEffect(() => {
    if (recentSince > newestPaged + 2 * PAGE) setStart(recentSince);
    else if (recentSince > newestPaged && !isFetching) void fetchPreviousPage();
  }, [recentSince, newestPaged, isFetching, fetchPreviousPage]);
  const events = useMemo(() => {
    const paged = (data?.pages ?? []).flatMap((page) => page.events.toReversed());
    return [...recent.filter((event) => event.seq > newestPaged), ...paged];
  }, [data, recent, newestPaged]);
  return {
    events,
    older: hasNextPage ? () => void fetchNextPage() : data === undefined ? 'unknown' : 'none',
    state: isFetching ? 'loading' : 'ready',
    failed:
      error === null || isFetching
        ? undefined
        : {
            code: error instanceof ApiError ? error.code : error.name,
            onRetry: () => void (log.isFetchNextPageError ? fetchNextPage() : log.refetch()),
          },
  };
}
