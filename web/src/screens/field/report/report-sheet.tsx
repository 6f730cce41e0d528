import { HAZARDS, type Hazard } from '@sitong/shared/kernel/hazard.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { ActButton } from '../act-button.tsx';
import { CountField } from '../count-field.tsx';
import { useFieldAct } from '../field-acts.ts';
import { useField } from '../field-context.tsx';
import { FieldSheet } from '../field-sheet.tsx';
import { PhotoPicker, type PickedPhoto } from '../photo/photo-picker.tsx';
import { fixOf } from '../position/position-now.ts';
import { COMMON_HAZARDS, type PlaceAt, placeOfReport } from './report-intent.ts';

/** Reports an incident in three taps: kind, place and photo, send. */
export function ReportSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [hazard, setHazard] = useState<Hazard>();
  const { t } = useTranslation(['field', 'command']);
  const close = (): void => {
    setHazard(undefined);
    onClose();
  };
  if (hazard === undefined)
    return (
      <FieldSheet open={open} onClose={close} title={t('field:report.kind')}>
        <KindGrid onPick={setHazard} />
      </FieldSheet>
    );
  return <Details open={open} hazard={hazard} onBack={() => setHazard(undefined)} onClose={close} />;
}

function KindGrid({ onPick }: { onPick: (hazard: Hazard) => void }) {
  const { t } = useTranslation(['field', 'command']);
  const [shown, setShown] = useState<'common' | 'all'>('common');
  const others = (Object.keys(HAZARDS) as Hazard[]).filter((hazard) => !COMMON_HAZARDS.includes(hazard));
  return (
    <div className="grid grid-cols-2 gap-3">
      {[...COMMON_HAZARDS, ...(shown === 'all' ? others : [])].map((hazard) => (
        <button key={hazard} type="button" className="field-button min-h-16" onClick={() => onPick(hazard)}>
          {t(`command:hazard.${hazard}`)}
        </button>
      ))}
      {shown === 'all' ? null : (
        <button type="button" className="field-button col-span-2 border-dashed" onClick={() => setShown('all')}>
          {t('field:report.others')}
        </button>
      )}
    </div>
  );
}

function Details({
  open,
  hazard,
  onBack,
  onClose,
}: {
  open: boolean;
  hazard: Hazard;
  onBack: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation(['field', 'command']);
  const { basics, session, position, line } = useField();
  const act = useFieldAct();
  const [text, setText] = useState('');
  const [trapped, setTrapped] = useState<number | null>(null);
  const [photos, setPhotos] = useState<readonly PickedPhoto[]>([]);
  const [home, setHome] = useState<string | undefined>(session.division ?? basics.teams[0]?.division);
  const place = placeOfReport(basics, fixOf(position), home);
  const send = (): void => {
    if (place === undefined) return;
    const name = t(`command:hazard.${hazard}`);
    void act(
      {
        type: 'ReportIncident',
        incidentId: newId(),
        hazard,
        title: `${name} ${place.name}`,
        grade: 4,
        place,
        source: { kind: 'grid' },
        text: text.trim(),
        photos: photos.map(({ id }) => id),
        notDuplicateOf: [],
        figures: trapped === null ? [] : [{ figure: 'trapped', value: trapped }],
        observedAt: toTimestamp(Date.now()),
      },
      { photos },
    ).then((added) => {
      if (added === 'full') return;
      showNotice({ kind: 'done', title: line.kind === 'live' ? t('field:report.sent') : t('field:report.kept') });
      onClose();
    });
  };
  return (
    <FieldSheet
      open={open}
      onClose={onClose}
      title={t('field:report.title', { hazard: t(`command:hazard.${hazard}`) })}
      foot={
        <ActButton
          label={t('field:report.send')}
          note={
            place === undefined
              ? t('field:report.noPlace')
              : line.kind === 'live'
                ? undefined
                : t('field:act.keptFirst')
          }
          look={place === undefined ? 'off' : 'primary'}
          onPress={send}
        />
      }
    >
      <PlaceLine place={place} />
      {place?.by === 'device' ? null : <VillagePicker value={home} onChange={setHome} />}
      <PhotoPicker photos={photos} onChange={setPhotos} />
      <TextField label={t('field:report.text')} value={text} onChange={setText} lines={3} maxLength={500} />
      <CountField label={t('field:report.trapped')} value={trapped} onChange={setTrapped} />
      <button type="button" className="field-button justify-self-start" onClick={onBack}>
        {t('field:report.back')}
      </button>
    </FieldSheet>
  );
}

function PlaceLine({ place }: { place: PlaceAt | undefined }) {
  const { t } = useTranslation('field');
  if (place === undefined) return <p className="m-0 font-medium text-level-2">{t('report.noPlace')}</p>;
  return (
    <p className="m-0 flex flex-wrap items-baseline gap-x-3">
      <b className="text-row">{place.name}</b>
      <span className="text-meta text-ink-2">
        {place.by === 'device' ? t('report.byDevice', { accuracy: place.accuracyM ?? 0 }) : t('report.byName')}
      </span>
      <span className="text-meta text-ink-3">{`${place.point.lat.toFixed(5)}°N ${place.point.lon.toFixed(5)}°E`}</span>
    </p>
  );
}

function VillagePicker({ value, onChange }: { value: string | undefined; onChange: (code: string) => void }) {
  const { t } = useTranslation('field');
  const { basics } = useField();
  const town = value === undefined ? undefined : value.slice(0, 9);
  const near = basics.villages.filter(
    ({ code }) => town === undefined || code.startsWith(town) || value?.endsWith('000000'),
  );
  return (
    <label className="grid gap-1 text-meta text-ink-2">
      {t('report.village')}
      <select
        className="h-12 rounded-phone border border-control bg-bg-0 px-3 text-body text-ink-1"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value)}
      >
        {near.some(({ code }) => code === value) ? null : (
          <option value={value ?? ''}>{t('report.chooseVillage')}</option>
        )}
        {near.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
