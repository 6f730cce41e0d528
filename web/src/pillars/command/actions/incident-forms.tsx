import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import type { Refusal } from '@sitong/shared/kernel/refusal.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { type Figure, FigureSchema } from '@sitong/shared/pillars/command/events.ts';
import { gradeByFigures } from '@sitong/shared/pillars/command/grading.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { sendIntent } from '../../../plumbing/live/use-live-world.ts';
import { useSession } from '../../../plumbing/session/session-store.ts';
import { useClock } from '../../../ui/clock/clock-context.tsx';
import { ComboBox } from '../../../ui/form/combo-box.tsx';
import { Select } from '../../../ui/form/select.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { formatMoment } from '../../../ui/format/time.ts';
import { ActSheet } from './act-sheet.tsx';
import { SideBySide } from './side-by-side.tsx';
import { WholeNumberField } from './whole-number-field.tsx';

interface FormProps {
  incident: Incident;
  onClose: () => void;
}

const levels: readonly Level[] = [1, 2, 3, 4];

/** 初判 or 核定, with the reason; the statutory criteria for the known figures stand beside it (CMD-5). */
export function GradeForm({ incident, onClose }: FormProps) {
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

/** Two people told two numbers: both, until one is taken. */
export interface FigureConflict {
  readonly figure: Figure;
  readonly yours: number;
  readonly yourSource: string;
  readonly yourAsOf: string;
  readonly now: number;
  readonly asOf: string;
  readonly source: string;
  readonly by: string;
}

export function conflictOf(refused: Refusal, yours: { source: string; asOf: string }): FigureConflict | undefined {
  if (refused.code !== 'stale_figure' && refused.code !== 'older_figure') return undefined;
  const { figure, yours: value, now, asOf, source, by } = refused.facts ?? {};
  const known = FigureSchema.safeParse(figure);
  if (!known.success || typeof value !== 'number' || typeof now !== 'number') return undefined;
  return {
    figure: known.data,
    yours: value,
    yourSource: yours.source,
    yourAsOf: yours.asOf,
    now,
    asOf: String(asOf ?? ''),
    source: String(source ?? ''),
    by: String(by ?? ''),
  };
}

/** A figure with its source; the value seen goes along, so that nobody is overwritten unseen (CMD-7). */
export function FigureForm({
  incident,
  onClose,
  onConflict,
}: FormProps & { onConflict: (conflict: FigureConflict) => void }) {
  const { t } = useTranslation(['incident', 'command']);
  const clock = useClock();
  const session = useSession();
  const [figure, setFigure] = useState<Figure>('trapped');
  /** What stood there when the form was opened: what the person saw. */
  const [seen] = useState(() => incident.figures);
  const [value, setValue] = useState<number | null>(null);
  const [source, setSource] = useState('');
  const [reason, setReason] = useState('');
  const asOf = toTimestamp(clock.now());
  const said = source.trim() === '' ? session.name : source.trim();
  return (
    <ActSheet
      title={t('act.figure')}
      send={t('act.figureSend')}
      missing={value === null ? t('act.needValue') : undefined}
      onClose={onClose}
      onSend={() =>
        sendIntent({
          type: 'RecordFigure',
          incidentId: incident.id,
          figure,
          value: value ?? 0,
          asOf,
          source: said,
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
          ...(seen[figure] === undefined ? {} : { sawValue: seen[figure].value }),
        })
      }
      onRefused={(refused) => {
        const conflict = conflictOf(refused, { source: said, asOf });
        if (conflict === undefined) return false;
        onConflict(conflict);
        onClose();
        return true;
      }}
    >
      <Select
        label={t('act.figureWhich')}
        choices={FigureSchema.options.map((id) => ({
          id,
          label: t(`command:figure.${id}`),
          detail: incident.figures[id] === undefined ? t('figures.unknown') : String(incident.figures[id].value),
        }))}
        value={figure}
        onChange={setFigure}
      />
      <WholeNumberField label={t('act.figureValue')} value={value} onChange={setValue} autoFocus />
      <TextField
        label={t('act.figureSource')}
        value={source}
        onChange={setSource}
        maxLength={120}
        placeholder={session.name}
      />
      <TextField label={t('act.figureReason')} value={reason} onChange={setReason} maxLength={300} />
    </ActSheet>
  );
}

function usePersonChoices(incident: Incident) {
  const county = useCounty();
  const town = incident.division.slice(0, 9);
  // Those of the place first; of 700 persons nobody scrolls to the right one.
  return [...county.data.persons]
    .sort((a, b) => Number(b.division.startsWith(town)) - Number(a.division.startsWith(town)))
    .map(({ id, name, unit, title }) => ({ id, label: name, detail: `${unit} ${title}` }));
}

export function CommanderForm({ incident, onClose }: FormProps) {
  const { t } = useTranslation('incident');
  const [person, setPerson] = useState<string | null>(incident.siteCommander?.person ?? null);
  const [channel, setChannel] = useState(incident.siteCommander?.channel ?? '');
  return (
    <ActSheet
      title={t('act.commander')}
      send={t('act.commanderSend')}
      missing={person === null ? t('act.needPerson') : undefined}
      onClose={onClose}
      onSend={() =>
        sendIntent({
          type: 'NameSiteCommander',
          incidentId: incident.id,
          person: person ?? '',
          channel: channel.trim(),
        })
      }
    >
      <ComboBox
        label={t('act.commanderWho')}
        choices={usePersonChoices(incident)}
        value={person}
        onChange={setPerson}
        required
      />
      <TextField label={t('act.channel')} value={channel} onChange={setChannel} maxLength={16} />
    </ActSheet>
  );
}

export function OwnerForm({ incident, onClose }: FormProps) {
  const { t } = useTranslation('incident');
  const session = useSession();
  const [person, setPerson] = useState<string | null>(session.person);
  const [seat, setSeat] = useState('');
  return (
    <ActSheet
      title={t('act.owner')}
      send={t('act.ownerSend')}
      missing={person === null ? t('act.needPerson') : undefined}
      onClose={onClose}
      onSend={() =>
        sendIntent({ type: 'TakeIncident', incidentId: incident.id, owner: person ?? '', seat: seat.trim() })
      }
    >
      <p className="m-0 text-ink-2">{t('act.ownerHow')}</p>
      <ComboBox
        label={t('act.ownerWho')}
        choices={usePersonChoices(incident)}
        value={person}
        onChange={setPerson}
        required
      />
      <TextField label={t('act.seat')} value={seat} onChange={setSeat} maxLength={64} />
    </ActSheet>
  );
}

/** Found wrong: the right village, and the point where somebody gives one. */
export function RelocateForm({ incident, onClose }: FormProps) {
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

/** Into which incident this one goes; likely ones first. Nothing of it moves, so it can be undone (CMD-10). */
export function MergeForm({
  incident,
  targets,
  onClose,
}: FormProps & { targets: readonly { incident: Incident; near: 'near' | 'other' }[] }) {
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

/** Acts that need only a text. */
export type TextAct = 'verify' | 'control' | 'reopen' | 'end' | 'void' | 'reverse_merge' | 'close';

const NEEDS_TEXT: readonly TextAct[] = ['void', 'reverse_merge', 'close'];

function textIntent(act: TextAct, incidentId: string, text: string): CommandIntent {
  switch (act) {
    case 'verify':
      return { type: 'VerifyIncident', incidentId, text };
    case 'control':
      return { type: 'ControlIncident', incidentId, text };
    case 'reopen':
      return { type: 'ReopenIncident', incidentId, text };
    case 'end':
      return { type: 'EndIncident', incidentId, text };
    case 'void':
      return { type: 'VoidIncident', incidentId, reason: text };
    case 'reverse_merge':
      return { type: 'ReverseMerge', incidentId, reason: text };
    case 'close':
      return { type: 'CloseIncident', incidentId, summary: text };
    default:
      return act satisfies never;
  }
}

export function TextForm({ incident, act, onClose }: FormProps & { act: TextAct }) {
  const { t } = useTranslation('incident');
  const [text, setText] = useState('');
  const needed = NEEDS_TEXT.includes(act);
  return (
    <ActSheet
      title={t(`text.${act}.title`, { number: shownNumber('I', incident.number) })}
      send={t(`text.${act}.send`)}
      missing={needed && text.trim() === '' ? t('act.needReason') : undefined}
      onClose={onClose}
      onSend={() => sendIntent(textIntent(act, incident.id, text.trim()))}
    >
      <p className="m-0 text-ink-2">{t(`text.${act}.what`)}</p>
      <TextField
        label={t(`text.${act}.label`)}
        value={text}
        onChange={setText}
        lines={3}
        maxLength={act === 'close' ? 2000 : 300}
        required={needed}
        autoFocus
      />
    </ActSheet>
  );
}
