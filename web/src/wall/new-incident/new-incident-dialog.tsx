import { type Hazard, symbolCode } from '@sitong/shared/kernel/hazard.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { LEVELS, type Level } from '@sitong/shared/kernel/level.ts';
import { nearDuplicates } from '@sitong/shared/pillars/command/public.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { usePractice } from '../../plumbing/live/use-practice.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { ChipChoice } from '../../ui/chip.tsx';
import { useClock } from '../../ui/clock/clock-context.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';
import { ComboBox } from '../../ui/form/combo-box.tsx';
import { NumberField } from '../../ui/form/number-field.tsx';
import { Select } from '../../ui/form/select.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { ALL_HAZARDS, HAZARD_KEYS } from '../command-line/vocabulary.ts';
import { type NewIncidentDraft, useConsole } from '../console-store.ts';
import { PointPicker } from '../map/point-picker.tsx';
import { useAct } from '../use-act.ts';
import { withQuery } from '../with-query.ts';
import { Duplicates } from './duplicates.tsx';
import {
  ASKED,
  formOf,
  type IncidentForm,
  placeOf,
  problemsOf,
  reportOf,
  suggestedGrade,
  toldBy,
} from './form-model.ts';
import { usePlaceChoices } from './use-place-choices.ts';

const close = (): void => useConsole.setState({ newIncident: undefined });

/** Takes an incident down: what, where, how bad, who said so. A refusal keeps everything that was typed. */
export function NewIncidentDialog({ draft }: { draft: NewIncidentDraft }) {
  const { t } = useTranslation(['duty', 'command', 'ui']);
  const county = useCounty();
  const clock = useClock();
  const navigate = useNavigate();
  const act = useAct();
  const world = useLive((live) => live.world);
  const command = useWorldState((state) => state.command);
  const practice = usePractice();
  const places = usePlaceChoices();
  const [form, setForm] = useState<IncidentForm>(() => formOf(draft));
  const [picking, setPicking] = useState<'no' | 'yes'>('no');
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  /** One id for one form: pressed twice or sent again, it is one incident. */
  const [incidentId] = useState(newId);
  const fields = useRef<HTMLDivElement | null>(null);
  // Into the first thing not known yet: nobody should have to look for it with an alarm ringing.
  useEffect(() => {
    const inputs = [...(fields.current?.querySelectorAll<HTMLInputElement>('input[role="combobox"]') ?? [])];
    (inputs.find((input) => input.value === '') ?? inputs[0])?.focus();
  }, []);
  const change = (part: Partial<IncidentForm>): void => setForm((was) => ({ ...was, ...part }));

  const read = placeOf(form, county);
  const problems = tried ? problemsOf(form, county) : [];
  const place = read.kind === 'place' ? read.place : undefined;
  const hazardName = form.hazard === null ? '' : t(`command:hazard.${form.hazard}`);
  const suggestedTitle = `${hazardName} ${place?.name ?? ''}`.trim();
  const grade = form.grade ?? suggestedGrade(form);
  const near =
    form.hazard === null || place === undefined
      ? []
      : nearDuplicates(command, form.hazard, place.point, clock.now(), practice.nearDuplicate);
  const hazards = useMemo(
    () =>
      ALL_HAZARDS.map((hazard) => ({
        id: hazard,
        label: t(`command:hazard.${hazard}`),
        detail: symbolCode(hazard),
        keys: HAZARD_KEYS[hazard],
      })),
    [t],
  );

  const submit = async (): Promise<void> => {
    setTried(true);
    const intent = reportOf(form, county, incidentId, suggestedTitle);
    if (intent === undefined) return;
    setPending(true);
    const answer = await act(intent).finally(() => setPending(false));
    if (!answer.ok) return;
    if (form.from.kind === 'alarm') await act({ type: 'AcknowledgeAlarm', alarmId: form.from.alarmId });
    close();
    void navigate({ to: withQuery(paths.dispatch, world, { incident: incidentId }) });
  };

  /** The second call about one thing: what it adds goes to that thing. */
  const merge = async (incident: Incident): Promise<void> => {
    setPending(true);
    const told = [hazardName, place?.name ?? '', form.text.trim()].filter(Boolean).join(' ');
    const answer =
      form.from.kind === 'alarm'
        ? await act({ type: 'LinkAlarm', alarmId: form.from.alarmId, incidentId: incident.id }, t('duty:done.merged'))
        : await act(
            {
              type: 'AddNote',
              incidentId: incident.id,
              text: told,
              photos: [],
              ...(place === undefined ? {} : { point: place.point }),
            },
            t('duty:done.merged'),
          );
    setPending(false);
    if (answer.ok) close();
  };

  const error = (...of: readonly ReturnType<typeof problemsOf>[number][]): string | undefined => {
    const found = of.find((problem) => problems.includes(problem));
    return found === undefined ? undefined : t(`duty:new.problem.${found}`);
  };
  const { from: first } = draft;
  const sources: readonly { readonly id: IncidentForm['from']['kind']; readonly label: string }[] = [
    ...(first.kind === 'alarm' || first.kind === 'incoming_warning'
      ? [{ id: first.kind, label: t(`duty:source.${first.kind}`) }]
      : []),
    { id: 'blank', label: t('duty:source.duty') },
    { id: 'phone', label: t('duty:source.phone') },
  ];
  return (
    <Dialog
      open
      onClose={close}
      kind="sheet"
      title={t('duty:new.title')}
      actions={
        <>
          <Button onPress={close}>{t('ui:dialog.cancel')}</Button>
          <ActionButton
            kind="primary"
            pending={pending}
            action={{ id: 'incident.submit', key: 'Ctrl+Enter', labelKey: 'duty:new.submit', run: () => void submit() }}
          />
        </>
      }
    >
      <div ref={fields} className="grid gap-4">
        <ChipChoice
          label={t('duty:new.source')}
          value={form.from.kind}
          choices={sources}
          onChange={(kind) => setForm((was) => toldBy(was, kind, draft))}
        />
        {form.from.kind === 'phone' ? (
          <div className="grid grid-cols-2 gap-3">
            <TextField
              label={t('duty:new.callerName')}
              value={form.callerName}
              onChange={(callerName) => change({ callerName })}
              maxLength={40}
            />
            <TextField
              label={t('duty:new.callerPhone')}
              type="tel"
              description={t('duty:new.vault')}
              value={form.callerPhone}
              onChange={(callerPhone) => change({ callerPhone })}
              error={error('phone')}
            />
          </div>
        ) : null}
        <ComboBox<Hazard>
          label={t('duty:new.hazard')}
          required
          choices={hazards}
          value={form.hazard}
          onChange={(hazard) => change({ hazard })}
          error={error('hazard')}
        />
        <ComboBox
          label={t('duty:new.place')}
          required
          choices={places}
          value={form.division}
          onChange={(division) => change({ division })}
          error={error('place')}
        />
        <div className="grid grid-cols-[1fr_auto] items-start gap-3">
          <TextField
            label={t('duty:new.coordinates')}
            description={
              place === undefined
                ? t('duty:new.coordinatesHint')
                : t('duty:new.point', { lon: place.point.lon, lat: place.point.lat })
            }
            value={form.coordinates}
            onChange={(coordinates) => change({ coordinates, pointBy: 'coordinates' })}
            error={error('coordinates', 'outside')}
          />
          <div className="mt-[1.6em]">
            <ActionButton
              action={{ id: 'incident.pick', key: 'Alt+M', labelKey: 'duty:pick.open', run: () => setPicking('yes') }}
            />
          </div>
        </div>
        {picking === 'no' ? null : (
          <PointPicker
            point={form.coordinates.trim() === '' ? undefined : place?.point}
            onClose={() => setPicking('no')}
            onTake={(point, village) => {
              change({
                coordinates: `${point.lon}, ${point.lat}`,
                pointBy: 'map',
                division: village?.code ?? form.division,
              });
              setPicking('no');
            }}
          />
        )}
        <Duplicates
          near={near}
          setAside={form.setAside}
          onMerge={(incident) => void merge(incident)}
          onSetAside={(id) =>
            change({
              setAside: form.setAside.includes(id) ? form.setAside.filter((one) => one !== id) : [...form.setAside, id],
            })
          }
        />
        <div className="grid grid-cols-3 gap-3">
          {ASKED.map((figure) => (
            <NumberField
              key={figure}
              label={t(`command:figure.${figure}`)}
              min={0}
              max={999_999}
              value={form.figures[figure] ?? null}
              onChange={(value) => {
                const { [figure]: _was, ...others } = form.figures;
                change({ figures: value === null ? others : { ...others, [figure]: value } });
              }}
            />
          ))}
        </div>
        <div className="grid grid-cols-[1fr_12rem] gap-3">
          <TextField
            label={t('duty:new.name')}
            placeholder={suggestedTitle}
            value={form.title}
            onChange={(title) => change({ title })}
            maxLength={120}
          />
          <Select
            label={t('duty:new.grade')}
            choices={LEVELS.map((level) => ({ id: String(level), label: t(`command:grade.${level}`) }))}
            value={String(grade)}
            onChange={(id) => change({ grade: LEVELS.find((level): level is Level => String(level) === id) ?? null })}
          />
        </div>
        <TextField
          label={t('duty:new.text')}
          lines={3}
          value={form.text}
          onChange={(text) => change({ text })}
          maxLength={2000}
        />
      </div>
    </Dialog>
  );
}
