import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../plumbing/http/api.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { Button } from '../../ui/button.tsx';
import { ChipChoice } from '../../ui/chip.tsx';
import { LogList } from '../../ui/log-list.tsx';
import { Panel } from '../../ui/panel.tsx';
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
  const { events, older, state } = useWholeLog();
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
  return (
    <Panel
      title={t('log.whole')}
      className="h-full"
      meta={<span>{t('log.lines', { count: entries.length })}</span>}
      actions={
        <ChipChoice
          label={t('log.show')}
          value={shown}
          onChange={setShown}
          choices={shownChoices.map((id) => ({ id, label: t(`log.shown.${id}`) }))}
        />
      }
      footer={
        older === undefined ? (
          <span className="text-meta text-ink-3">{t('log.beginning')}</span>
        ) : (
          <Button onPress={older} pending={state === 'loading'}>
            {t('log.older')}
          </Button>
        )
      }
      state={
        entries.length > 0
          ? { kind: 'ready' }
          : state === 'loading'
            ? { kind: 'loading' }
            : { kind: 'empty', text: t('log.none') }
      }
    >
      {entries.length === 0 ? null : <LogList label={t('log.whole')} entries={entries} />}
    </Panel>
  );
}

/** What this tab heard itself, and before it pages of the server's log going back. */
function useWholeLog(): { events: readonly Envelope[]; older: (() => void) | undefined; state: 'loading' | 'ready' } {
  const world = useLive((live) => live.world);
  const recent = useLive((live) => live.recent);
  const seq = useLive((live) => live.replica.seq);
  const [start] = useState(() => seq ?? 0);
  const { data, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['log', world, start],
    initialPageParam: start,
    // Pages are ranges of sequence numbers: a page may show fewer lines than it has, never a gap.
    queryFn: ({ pageParam, signal }) =>
      api(
        `/api/log?world=${world}&since=${Math.max(0, pageParam - PAGE)}&limit=${Math.min(PAGE, Math.max(1, pageParam))}`,
        {
          schema: LogPageSchema,
          signal,
        },
      ),
    getNextPageParam: (_page, _pages, end) => (end > PAGE ? end - PAGE : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const events = useMemo(() => {
    const paged = (data?.pages ?? []).flatMap((page) => page.events.toReversed());
    const newest = paged[0]?.seq ?? start;
    return [...recent.filter((event) => event.seq > newest), ...paged];
  }, [data, recent, start]);
  return {
    events,
    older: hasNextPage ? () => void fetchNextPage() : undefined,
    state: isFetching ? 'loading' : 'ready',
  };
}
