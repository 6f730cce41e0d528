import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LogList } from '../../../ui/log-list.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { EventWords } from '../../../wall/event-words/event-words.ts';

const LAST_SHOWN = 60;

interface LatelyProps {
  /** What had happened by this moment, newest first. */
  readonly entries: readonly EventWords[];
  readonly count: number;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** The last things that had happened by this moment, newest first; one of them is looked at more closely. */
export function LatelyPanel({ entries, count, chosen, onChoose }: LatelyProps) {
  const { t } = useTranslation('drill');
  const shown = useMemo(() => entries.slice(0, LAST_SHOWN), [entries]);
  return (
    <Panel className="min-h-0" title={t('replay.lately')} meta={t('replay.events', { count })}>
      <LogList
        label={t('replay.lately')}
        entries={shown}
        empty={t('replay.nothingYet')}
        selectedId={chosen ?? null}
        onSelect={onChoose}
      />
    </Panel>
  );
}
