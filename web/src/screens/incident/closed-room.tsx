import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../plumbing/http/api.ts';
import { Button } from '../../ui/button.tsx';
import { useLostFocus } from '../../ui/keys/use-lost-focus.ts';
import { LogList } from '../../ui/log-list.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { PanelState } from '../../ui/panel-state.tsx';
import { useEventWords } from '../../wall/event-words/use-event-words.ts';
import { useTimeline } from './use-timeline.ts';

/** What is no longer open is read in its timeline: closed, void, or not in this reader's area. */
export function ClosedRoom({ id }: { id: string }) {
  const { t } = useTranslation('incident');
  const tell = useEventWords();
  const { events, query } = useTimeline(id);
  // Who has just closed it goes on here.
  const part = useLostFocus<HTMLDivElement>();
  const entries = useMemo(() => events.map(tell).filter(({ quiet }) => quiet === 'said'), [events, tell]);
  const state = ((): PanelState => {
    if (query.error !== null)
      return {
        kind: 'error',
        what: t('timeline.failed'),
        code: query.error instanceof ApiError ? query.error.code : query.error.name,
        onRetry: () => void query.refetch(),
      };
    if (query.isPending) return { kind: 'loading' };
    return entries.length === 0 ? { kind: 'empty', text: t('closed.nothing') } : { kind: 'ready' };
  })();
  return (
    <div ref={part} className="p-gutter min-h-0">
      <Panel
        title={t('timeline.title')}
        meta={t('timeline.meta', { count: entries.length })}
        state={state}
        className="h-full"
        footer={
          query.hasNextPage ? (
            <Button kind="quiet" pending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
              {t('timeline.older')}
            </Button>
          ) : undefined
        }
      >
        {entries.length === 0 ? null : <LogList label={t('timeline.title')} variant="timeline" entries={entries} />}
      </Panel>
    </div>
  );
}
