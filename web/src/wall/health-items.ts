import { useTranslation } from 'react-i18next';
import { useLive } from '../plumbing/live/live-store.ts';
import type { HealthItem } from '../ui/shell/footer.tsx';

/** The footer's line of health: link first; what is simulated says so. */
export function useHealthItems(): HealthItem[] {
  const { t } = useTranslation('wall');
  const link = useLive((live) => live.link);
  const roundTripMs = useLive((live) => live.roundTripMs);
  const up = link.kind === 'live';
  return [
    {
      id: 'link',
      label: t('health.link'),
      value: up
        ? roundTripMs === undefined
          ? ''
          : t('health.linkValue', { ms: Math.round(roundTripMs) })
        : t('health.linkLost'),
      state: up ? 'ok' : 'fault',
    },
    { id: 'sms', label: t('health.sms'), value: t('health.simulated'), state: 'simulated' },
  ];
}
