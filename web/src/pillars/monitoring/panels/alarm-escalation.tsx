import { SECOND_MS, toMs } from '@sitong/shared/kernel/time.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { useTranslation } from 'react-i18next';
import { usePracticeAt } from '../../../plumbing/live/use-practice.ts';
import { EscalationBar } from '../../../ui/escalation-bar.tsx';

/** What happens of itself while a red alarm stays unacknowledged (MON-8); nothing for any other. */
export function AlarmEscalation({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('monitoring');
  const practiceAt = usePracticeAt();
  if (alarm.status !== 'unacked' || alarm.priority !== 1 || alarm.shelved !== undefined) return null;
  const beganMs = toMs(alarm.changedAt);
  const { redBannerS, redLeaderS, redDeputyS } = practiceAt(beganMs).alarm;
  return (
    <EscalationBar
      startMs={beganMs}
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
