import type { Level } from '@sitong/shared/kernel/level.ts';
import { gradeByFigures } from '@sitong/shared/pillars/command/grading.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { sendIntent } from '../../../plumbing/live/use-live-world.ts';
import { useClock } from '../../../ui/clock/clock-context.tsx';
import { Select } from '../../../ui/form/select.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { formatMoment } from '../../../ui/format/time.ts';
import { ActSheet } from './act-sheet.tsx';
import type { IncidentFormProps } from './incident-form-props.ts';

const levels: readonly Level[] = [1, 2, 3, 4];

/** 初判 or 核定, with the reason; the statutory criteria for the known figures stand beside it (CMD-5). */
export function GradeForm({ incident, onClose }: IncidentFormProps) {
  const { t } = useTranslation(['incident', 'command']);
  const least = gradeByFigures(incident.hazard, incident.figures);
  const [grade, setGrade] = useState<'1' | '2' | '3' | '4'>(`${incident.grade}`);
  const [kind, setKind] = useState<'initial' | 'confirmed'>('confirmed');
  const [reason, setReason] = useState('');
  const level = levels.find((one) => String(one) === grade) ?? incident.grade;
  return (
    <ActSheet
      title={t('act.grade')}
      send={t('act.gradeSend')}
      missing={reason.trim() === '' ? t('act.needReason') : undefined}
      onClose={onClose}
      onSend={() =>
        sendIntent({ type: 'GradeIncident', incidentId: incident.id, grade: level, kind, reason: reason.trim() })
      }
    >
      <p className="m-0 text-ink-2">{t('act.gradeLeast', { grade: t(`command:grade.${least}`) })}</p>
      <Select
        label={t('act.gradeKind')}
        choices={[
          { id: 'initial', label: t('gradeKind.initial') },
          { id: 'confirmed', label: t('gradeKind.confirmed') },
        ]}
        value={kind}
        onChange={setKind}
      />
      <Select
        label={t('act.gradeLevel')}
        choices={levels.map((one) => ({ id: `${one}` as const, label: t(`command:grade.${one}`) }))}
        value={grade}
        onChange={setGrade}
      />
      <TextField
        label={t('act.reason')}
        value={reason}
        onChange={setReason}
        lines={2}
        maxLength={300}
        required
        autoFocus
      />
      <GradeHistory incident={incident} />
    </ActSheet>
  );
}

export function GradeHistory({ incident }: { incident: Incident }) {
  const { t } = useTranslation(['incident', 'command']);
  const county = useCounty();
  const clock = useClock();
  return (
    <ol className="m-0 p-0 list-none text-meta text-ink-2">
      {incident.grades.map((one) => (
        <li key={one.at}>
          {formatMoment(Date.parse(one.at), clock.now())} {t(`gradeKind.${one.kind}`)} {t(`command:grade.${one.grade}`)}{' '}
          {county.persons.get(one.by)?.name ?? one.by} {one.reason}
        </li>
      ))}
    </ol>
  );
}
