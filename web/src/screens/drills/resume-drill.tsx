import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { showNotice } from '../../ui/feedback/toast.tsx';
import { formatMoment } from '../../ui/format/time.ts';
import { useMay } from '../../wall/use-act.ts';
import { type Drill, drillsChanged, resumeDrill } from './drill-data.ts';
import { codeOf } from './query-state.ts';

const OFFICERS = ['hand', 'scripted'] as const;

/**
 * The clock of a drill goes on while nobody plays its scenario: said plainly, with the way to go on. Who plays
 * the officers is asked when the server no longer knows.
 */
export function ResumeDrill({ drill }: { drill: Drill }) {
  const { t } = useTranslation(['drill', 'refusals']);
  const client = useQueryClient();
  const may = useMay()('SetWorldClock');
  const [sending, setSending] = useState<'no' | 'yes'>('no');
  if (drill.status !== 'running' || (drill.player !== 'gone' && drill.player !== 'failed')) return null;
  const choices = drill.officers === null ? OFFICERS : [drill.officers];
  const go = async (officers: (typeof OFFICERS)[number]): Promise<void> => {
    setSending('yes');
    try {
      await resumeDrill(drill.world, officers);
      showNotice({ kind: 'done', title: t('resume.done') });
    } catch (error) {
      const detail = t('refusals:unknown', { code: codeOf(error) });
      showNotice({ kind: 'refused', title: t('resume.failed'), detail });
    }
    setSending('no');
    drillsChanged(client);
  };
  return (
    <div role="status" className="grid gap-2 border border-dashed border-fault p-3">
      <p className="m-0 font-medium text-fault">
        {drill.clock.running === 'paused'
          ? // Server time: a clock that stands was last set when it was stopped.
            t('resume.titlePaused', { at: formatMoment(drill.clock.anchorServerMs, Date.now()) })
          : t('resume.title')}
      </p>
      <p className="m-0 text-meta text-ink-2">{t('resume.body')}</p>
      <div className="flex flex-wrap gap-3">
        {choices.map((officers) => (
          <Button
            key={officers}
            pending={sending === 'yes'}
            disabledReason={may.enabled ? undefined : may.reason}
            onPress={() => void go(officers)}
          >
            {t('resume.go', { officers: t(`officers.${officers}`) })}
          </Button>
        ))}
      </div>
    </div>
  );
}
