import { HAZARDS, type Hazard } from '@sitong/shared/kernel/hazard.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClock } from '../../../ui/clock/clock-context.tsx';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { ActButton } from '../act-button.tsx';
import { CountField } from '../count-field.tsx';
import { useFieldAct } from '../field-acts.ts';
import { useField } from '../field-context.tsx';
import { FieldSheet } from '../field-sheet.tsx';
import { PhotoPicker } from '../photo/photo-picker.tsx';
import { usePhotos } from '../photo/use-photos.ts';
import { fixOf } from '../position/position-now.ts';
import { COMMON_HAZARDS, type PlaceAt, placeOfReport } from './report-intent.ts';

/** Reports an incident in three taps: kind, place and photo, send. */
export function ReportSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [hazard, setHazard] = useState<Hazard>();
  const { t } = useTranslation(['field', 'phone', 'command']);
  const close = (): void => {
    setHazard(undefined);
    onClose();
  };
  if (hazard === undefined)
    return (
      <FieldSheet open={open} onClose={close} title={t('phone:report.kind')}>
        <KindGrid onPick={setHazard} />
      </FieldSheet>
    );
  return <Details open={open} hazard={hazard} onBack={() => setHazard(undefined)} onClose={close} />;
}

function KindGrid({ onPick }: { onPick: (hazard: Hazard) => void }) {
  const { t } = useTranslation(['field', 'phone', 'command']);
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
          {t('phone:report.others')}
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
  const { t } = useTranslation(['field', 'phone', 'command']);
  const { basics, session, position, line } = useField();
  const act = useFieldAct();
  const [text, setText] = useState('');
  const [trapped, setTrapped] = useState<number | null>(null);
  const picked = usePhotos();
  const clock = useClock();
  const [phase, setPhase] = useState<'open' | 'sending'>('open');
  const [home, setHome] = useState<string | undefined>(session.division ?? basics.teams[0]?.division);
  const place = placeOfReport(basics, fixOf(position), home);
  const send = async (): Promise<void> => {
    if (place === undefined || phase === 'sending') return;
    setPhase('sending');
    const name = t(`command:hazard.${hazard}`);
    const observedAt = toTimestamp(clock.now());
    const { photos, trouble } = await picked.stack.settled();
    const added = await act(
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
        observedAt,
      },
      { photos },
    );
    if (added === 'full') return setPhase('open');
    if (trouble === 'some_unread') showNotice({ kind: 'fault', title: t('phone:photo.failed') });
    showNotice({ kind: 'done', title: line.kind === 'live' ? t('phone:report.sent') : t('phone:report.kept') });
    onClose();
  };
  return (
    <FieldSheet
      open={open}
      onClose={onClose}
      outside="stays"
      title={t('phone:report.title', { hazard: t(`command:hazard.${hazard}`) })}
      foot={
        <ActButton
          label={t('phone:report.send')}
          note={
            phase === 'sending'
              ? t(picked.working > 0 ? 'phone:photo.thenSent' : 'field:act.storing')
              : place === undefined
                ? t('phone:report.noPlace')
                : line.kind === 'live'
                  ? undefined
                  : t('field:act.keptFirst')
          }
          look={place === undefined || phase === 'sending' ? 'off' : 'primary'}
          onPress={() => void send()}
        />
      }
    >
      <PlaceLine place={place} />
      {place?.by === 'device' ? null : <VillagePicker value={home} onChange={setHome} />}
      <PhotoPicker {...picked} />
      <TextField label={t('phone:report.text')} value={text} onChange={setText} lines={3} maxLength={500} />
      <CountField label={t('phone:report.trapped')} value={trapped} onChange={setTrapped} />
      <button type="button" className="field-button justify-self-start" onClick={onBack}>
        {t('phone:report.back')}
      </button>
    </FieldSheet>
  );
}

function PlaceLine({ place }: { place: PlaceAt | undefined }) {
  const { t } = useTranslation(['field', 'phone']);
  if (place === undefined) return <p className="m-0 font-medium text-level-2">{t('phone:report.noPlace')}</p>;
  return (
    <p className="m-0 flex flex-wrap items-baseline gap-x-3">
      <b className="text-row">{place.name}</b>
      <span className="text-meta text-ink-2">
        {place.by === 'device'
          ? t('phone:report.byDevice', { accuracy: place.accuracyM ?? 0 })
          : t('phone:report.byName')}
      </span>
      <span className="text-meta text-ink-3">{`${place.point.lat.toFixed(5)}°N ${place.point.lon.toFixed(5)}°E`}</span>
    </p>
  );
}

function VillagePicker({ value, onChange }: { value: string | undefined; onChange: (code: string) => void }) {
  const { t } = useTranslation(['field', 'phone']);
  const { basics } = useField();
  const town = value === undefined ? undefined : value.slice(0, 9);
  const near = basics.villages.filter(
    ({ code }) => town === undefined || code.startsWith(town) || value?.endsWith('000000'),
  );
  return (
    <label className="grid gap-1 text-meta text-ink-2">
      {t('phone:report.village')}
      <select
        className="h-12 rounded-phone border border-control bg-field px-3 text-body text-ink-1"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value)}
      >
        {near.some(({ code }) => code === value) ? null : (
          <option value={value ?? ''}>{t('phone:report.chooseVillage')}</option>
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
