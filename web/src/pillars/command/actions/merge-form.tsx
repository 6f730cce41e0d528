import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sendIntent } from '../../../plumbing/live/use-live-world.ts';
import { Select } from '../../../ui/form/select.tsx';
import { ActSheet } from './act-sheet.tsx';
import type { IncidentFormProps } from './incident-form-props.ts';
import { SideBySide } from './side-by-side.tsx';

/** Into which incident this one goes; likely ones first. Nothing of it moves, so it can be undone (CMD-10). */
export function MergeForm({
  incident,
  targets,
  onClose,
}: IncidentFormProps & { targets: readonly { incident: Incident; near: 'near' | 'other' }[] }) {
  const { t } = useTranslation('incident');
  const [into, setInto] = useState<string | null>(targets.find(({ near }) => near === 'near')?.incident.id ?? null);
  const target = targets.find((one) => one.incident.id === into)?.incident;
  return (
    <ActSheet
      title={t('act.merge')}
      send={t('act.mergeSend')}
      missing={into === null ? t('act.needTarget') : undefined}
      onClose={onClose}
      onSend={() => sendIntent({ type: 'MergeIncident', incidentId: incident.id, into: into ?? '' })}
    >
      <p className="m-0 text-ink-2">{t('act.mergeHow')}</p>
      <Select
        label={t('act.mergeInto')}
        choices={targets.map(({ incident: target, near }) => ({
          id: target.id,
          label: `${shownNumber('I', target.number)} ${target.title}`,
          ...(near === 'near' ? { detail: t('act.near') } : {}),
        }))}
        value={into}
        onChange={setInto}
        placeholder={t('act.choose')}
      />
      {target === undefined ? null : <SideBySide incidents={[incident, target]} />}
    </ActSheet>
  );
}
