import { canReviseWarning } from '@sitong/shared/pillars/release/can-warning.ts';
import type { WarningContent } from '@sitong/shared/pillars/release/events.ts';
import type { Warning } from '@sitong/shared/pillars/release/state.ts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { usePractice } from '../../plumbing/live/use-practice.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { useClock } from '../../ui/clock/clock-context.tsx';
import { NumberField } from '../../ui/form/number-field.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { formatMinute } from '../../ui/format/time.ts';
import { Panel } from '../../ui/panel.tsx';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { useAct, useMay } from '../../wall/use-act.ts';
import { AreaPicker } from './area-picker.tsx';
import {
  type AlarmSource,
  bureauOf,
  calledByName,
  type DraftForm,
  endOf,
  formOf,
  newDraft,
  situationOf,
  templated,
} from './draft-form.ts';
import { HazardField } from './hazard-field.tsx';
import { LevelChoice } from './level-choice.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { SignPanel } from './sign-panel.tsx';
import { useNames } from './use-names.ts';

interface EditorProps {
  warning: Warning | undefined;
  /** Under which id a new one is saved. */
  id: string;
  incidentId: string | undefined;
  alarm: AlarmSource | undefined;
  replaces: Warning | undefined;
  /** Words written here before and not saved. */
  written: DraftForm | undefined;
  /** Told each change that is not saved, and undefined once it is. */
  onWritten: (id: string, form: DraftForm | undefined) => void;
  onSaved: (warningId: string) => void;
}

/** The draft, the area, what each channel will carry, and who checks and signs. */
export function WarningEditor(props: EditorProps) {
  const { warning, id, incidentId, alarm, replaces, written, onWritten, onSaved } = props;
  const { t } = useTranslation(['warning', 'command', 'release']);
  const county = useCounty();
  const names = useNames();
  const session = useSession();
  const clock = useClock();
  const act = useAct();
  const may = useMay()('DraftWarning');
  const words = useRefusalWords();
  const linked = warning?.incidentId ?? incidentId;
  const incident = useWorldState((state) => (linked === undefined ? undefined : state.command.incidents[linked]));
  const practice = usePractice();
  const around = () => ({
    county,
    practice,
    nowMs: clock.now(),
    unit: bureauOf(names.county),
  });
  const [form, setForm] = useState<DraftForm>(() => {
    if (written !== undefined) return written;
    if (warning !== undefined) return formOf(warning, around().unit);
    return newDraft(around(), { incident, replaced: replaces, alarm });
  });
  const [touched, setTouched] = useState<'no' | 'yes'>(warning === undefined || written !== undefined ? 'yes' : 'no');
  const { content } = form;
  const situation = incident === undefined ? undefined : situationOf(incident);
  const write = (changed: DraftForm): void => {
    setTouched('yes');
    setForm(changed);
    onWritten(id, changed);
  };
  /** What the words follow: as long as nobody has touched them, they are written anew. */
  const changeFrame = (next: Partial<WarningContent>, unit = form.unit): void => {
    const changed = { ...form, unit, content: { ...content, ...next } };
    write(form.words === 'template' ? templated(changed, around(), situation) : changed);
  };
  const changeWords = (next: Partial<WarningContent>): void =>
    write({ ...form, words: 'own', content: { ...content, ...next } });
  const retemplate = (): void => write(templated(form, around(), situation));
  const revise = warning === undefined ? undefined : canReviseWarning(warning, session);
  const empty = [content.headline, content.text, content.instruction].some((text) => text.trim() === '');
  const saveReason = !may.enabled
    ? may.reason
    : revise?.allowed === 'no'
      ? words({ code: revise.code, ...(revise.facts === undefined ? {} : { facts: revise.facts }) })
      : empty
        ? t('warning:edit.empty')
        : content.scope.divisions.length === 0 && content.scope.rings.length === 0
          ? words({ code: 'no_area' })
          : undefined;
  const save = async (): Promise<void> => {
    const whole: WarningContent = { ...content, expiresAt: endOf(form.validH, clock.now()) };
    const answer =
      warning === undefined
        ? await act(
            {
              type: 'DraftWarning',
              warningId: id,
              content: whole,
              ...(linked === undefined ? {} : { incidentId: linked }),
              ...(replaces === undefined ? {} : { replaces: replaces.id }),
            },
            t('warning:edit.saved'),
          )
        : await act({ type: 'ReviseWarning', warningId: id, content: whole }, t('warning:edit.saved'));
    if (!answer.ok) return;
    setTouched('no');
    onWritten(id, undefined);
    onSaved(id);
  };
  const byName = calledByName(content, practice);
  // A new draft was asked for: its first decision, the colour, has the focus. One that is only looked at takes none.
  const [begun] = useState(warning === undefined && written === undefined ? 'new' : 'kept');
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (begun === 'new') frame.current?.querySelector<HTMLElement>('[data-levels] [aria-pressed="true"]')?.focus();
  }, [begun]);
  return (
    <div
      ref={frame}
      className="grid grid-cols-[minmax(26rem,1fr)_minmax(22rem,0.9fr)_24rem] min-h-0 gap-gutter max-lg:flex max-lg:flex-col"
    >
      <Panel
        title={t('warning:edit.title')}
        meta={
          warning === undefined
            ? t('warning:edit.new')
            : touched === 'yes'
              ? t('warning:edit.changed')
              : t(`release:warningStatus.${warning.status}`)
        }
        footer={
          <>
            <ActionButton
              kind={touched === 'yes' ? 'primary' : 'secondary'}
              action={{
                id: 'warning.save',
                key: 'Ctrl+S',
                labelKey: 'warning:edit.save',
                enabledWhen: () =>
                  saveReason === undefined ? { enabled: true } : { enabled: false, reason: saveReason },
                run: () => void save(),
              }}
            />
            <Button onPress={retemplate}>{t('warning:edit.template')}</Button>
            {warning === undefined ? null : (
              <span className="ml-auto">
                <Button
                  kind="quiet"
                  onPress={() =>
                    void act({ type: 'CancelWarning', warningId: warning.id, reason: t('warning:edit.dropReason') })
                  }
                >
                  {t('warning:edit.drop')}
                </Button>
              </span>
            )}
          </>
        }
      >
        <div className="h-full overflow-auto p-pad grid content-start gap-4">
          {warning?.status === 'returned' && warning.returned !== undefined ? (
            <p className="m-0 px-3 py-2 border-l-4 border-ink-1 bg-bg-2">
              {t('warning:edit.reasonReturned', {
                reason: warning.returned.reason,
                name: names.person(warning.returned.by),
                at: formatMinute(Date.parse(warning.returned.at)),
              })}
            </p>
          ) : null}
          {incident === undefined ? null : (
            <p className="m-0 text-ink-2">{t('warning:edit.incident', { name: incident.title })}</p>
          )}
          {replaces === undefined ? null : (
            <p className="m-0 text-ink-2">{t('warning:edit.replaces', { headline: replaces.content.headline })}</p>
          )}
          <div className="grid grid-cols-[1fr_auto] gap-4">
            <HazardField value={content.hazard} onChange={(hazard) => changeFrame({ hazard })} />
            <NumberField
              label={t('warning:edit.expires')}
              unit={t('warning:edit.hours')}
              min={1}
              max={168}
              value={form.validH}
              onChange={(hours) => write({ ...form, validH: hours ?? 1 })}
            />
          </div>
          <LevelChoice value={content.level} onChange={(level) => changeFrame({ level })} />
          <TextField
            label={t('warning:edit.unit')}
            value={form.unit}
            onChange={(unit) => changeFrame({}, unit)}
            maxLength={60}
          />
          <TextField
            label={t('warning:edit.headline')}
            value={content.headline}
            onChange={(headline) => changeWords({ headline })}
            maxLength={160}
            required
          />
          <TextField
            label={t('warning:edit.text')}
            value={content.text}
            onChange={(text) => changeWords({ text })}
            lines={7}
            maxLength={2000}
            required
          />
          <TextField
            label={t('warning:edit.instruction')}
            value={content.instruction}
            onChange={(instruction) => changeWords({ instruction })}
            lines={3}
            maxLength={1000}
            required
          />
        </div>
      </Panel>
      <Panel title={t('warning:area.title')} meta={content.scope.areaText} padded>
        <AreaPicker
          scope={content.scope}
          level={content.level}
          byName={byName}
          onChange={(scope) => changeFrame({ scope })}
        />
      </Panel>
      <div className="flex flex-col min-h-0 gap-gutter max-lg:order-first">
        {warning === undefined ? null : <SignPanel warning={warning} unsaved={touched} />}
        <div className="flex-1 min-h-0 grid">
          <PreviewPanel content={content} byName={byName} />
        </div>
      </div>
    </div>
  );
}
