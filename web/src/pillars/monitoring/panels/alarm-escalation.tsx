import { DEFAULT_PRACTICE } from '@sitong/shared/kernel/practice.ts';
import { SECOND_MS } from '@sitong/shared/kernel/time.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { useTranslation } from 'react-i18next';
import { EscalationBar } from '../../../ui/escalation-bar.tsx';

/** What happens of itself while a red alarm stays unacknowledged (MON-8); nothing for any other. */
export function AlarmEscalation({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('monitoring');
  if (alarm.status !== 'unacked' || alarm.priority !== 1 || alarm.shelved !== undefined) return null;
  const { redBannerS, redLeaderS, redDeputyS } = DEFAULT_PRACTICE.alarm;
  return (
    <EscalationBar
      startMs={Date.parse(alarm.changedAt)}
      level={1}
      label={t('escalation.label')}
      ticks={[
        { afterMs: 0, label: t('escalation.rung') },
        { afterMs: redBannerS * SECOND_MS, label: t('escalation.banner') },
        { afterMs: redLeaderS * SECOND_MS, label: t('escalation.leader') },
        { afterMs: redDeputyS * SECOND_MS, label: t('escalation.deputy') },
      ]}
    />
  );
}
