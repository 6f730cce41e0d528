import type { Refusal } from '@sitong/shared/kernel/refusal.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { type Figure, FigureSchema } from '@sitong/shared/pillars/command/events.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sendIntent } from '../../../plumbing/live/use-live-world.ts';
import { useSession } from '../../../plumbing/session/session-store.ts';
import { useClock } from '../../../ui/clock/clock-context.tsx';
import { Select } from '../../../ui/form/select.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { ActSheet } from './act-sheet.tsx';
import type { IncidentFormProps } from './incident-form-props.ts';
import { WholeNumberField } from './whole-number-field.tsx';

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
}: IncidentFormProps & { onConflict: (conflict: FigureConflict) => void }) {
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
