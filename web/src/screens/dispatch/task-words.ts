import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** A task to begin with, from who is in danger: 转移, 搜救, else 处置. A person reads it before it goes. */
export function useTaskWords(): (incident: Incident) => string {
  const { t } = useTranslation(['dispatch', 'command']);
  return useCallback(
    (incident) => {
      const place = incident.place.name;
      const missing = (incident.figures.trapped?.value ?? 0) + (incident.figures.missing?.value ?? 0);
      if (missing > 0) return t('task.rescue', { place, count: missing });
      const threatened = incident.figures.threatened?.value ?? 0;
      if (threatened > 0) return t('task.evacuate', { place, count: threatened });
      return t('task.handle', { place, hazard: t(`command:hazard.${incident.hazard}`) });
    },
    [t],
  );
}
