import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { sendIntent } from '../../../plumbing/live/use-live-world.ts';
import { ComboBox } from '../../../ui/form/combo-box.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { ActSheet } from './act-sheet.tsx';
import type { IncidentFormProps } from './incident-form-props.ts';

/** Found wrong: the right village, and the point where somebody gives one. */
export function RelocateForm({ incident, onClose }: IncidentFormProps) {
  const { t } = useTranslation('incident');
  const county = useCounty();
  const [division, setDivision] = useState<string | null>(incident.place.division);
  const [point, setPoint] = useState('');
  const [reason, setReason] = useState('');
  const row = division === null ? undefined : county.divisions.get(division);
  const given = /^\s*(-?\d+(?:\.\d+)?)\s*[,， ]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(point.normalize('NFKC'));
  const lon = Number(given?.[1]);
  const lat = Number(given?.[2]);
  const bad = point.trim() !== '' && (given === null || Math.abs(lon) > 180 || Math.abs(lat) > 90);
  return (
    <ActSheet
      title={t('act.relocate')}
      send={t('act.relocateSend')}
      missing={row === undefined ? t('act.needPlace') : bad ? t('act.badPoint') : undefined}
      onClose={onClose}
      onSend={() =>
        sendIntent({
          type: 'RelocateIncident',
          incidentId: incident.id,
          place: {
            point: given === null ? (row?.seat ?? incident.place.point) : { lon, lat },
            division: row?.code ?? incident.place.division,
            name: row?.name ?? incident.place.name,
            by: given === null ? 'name' : 'coordinates',
          },
          reason: reason.trim(),
        })
      }
    >
      <ComboBox
        label={t('act.place')}
        choices={county.data.divisions.map(({ code, name }) => ({
          id: code,
          label: name,
          detail: county.divisionName(`${code.slice(0, 9)}000`),
        }))}
        value={division}
        onChange={setDivision}
        required
      />
      <TextField
        label={t('act.point')}
        value={point}
        onChange={setPoint}
        description={t('act.pointHow')}
        error={bad ? t('act.badPoint') : undefined}
      />
      <TextField label={t('act.reason')} value={reason} onChange={setReason} maxLength={300} />
    </ActSheet>
  );
}
