import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../plumbing/live/live-store.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { LogList } from '../../ui/log-list.tsx';
import { Panel } from '../../ui/panel.tsx';
import { tellNewestFirst, useEventWords } from '../../wall/event-words/use-event-words.ts';
import { ReplayFromHere, useMayReview } from '../../wall/replay-from-here.tsx';
import { useLogStart } from '../../wall/use-log-start.ts';

/** What happened, newest first, in words; the numbering of the log itself is left out. */
export function DutyLogPanel() {
  const { t } = useTranslation('duty');
  const tell = useEventWords();
  const recent = useLive((live) => live.recent);
  const earlier = useLogStart();
  const entries = useMemo(
    () => tellNewestFirst([...recent, ...earlier], tell).filter(({ quiet }) => quiet === 'said'),
    [recent, earlier, tell],
  );
  const mayReview = useMayReview();
  const [chosen, setChosen] = useState<string | null>(null);
  const here = entries.find(({ id }) => id === chosen);
  const byHand = entries.filter(({ what }) => what === 'duty').length;
  return (
    <Panel
      title={t('log.title')}
      className="flex-1"
      meta={
        <>
          <span>{t('log.automatic', { count: entries.length - byHand })}</span>
          <span>{t('log.byHand', { count: byHand })}</span>
        </>
      }
      actions={
        <>
          <KeyHint keys="F9" />
          {t('log.enterShort')}
        </>
      }
      footer={here === undefined ? undefined : <ReplayFromHere atMs={here.atMs} />}
      state={entries.length === 0 ? { kind: 'empty', text: t('log.none') } : { kind: 'ready' }}
    >
      {entries.length === 0 ? null : (
        <LogList
          label={t('log.title')}
          entries={entries}
          {...(mayReview ? { selectedId: chosen, onSelect: setChosen } : {})}
        />
      )}
    </Panel>
  );
}
