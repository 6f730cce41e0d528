import type { Call, Warning } from '@sitong/shared/pillars/release/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CallStep, nextStep, type StepNow } from '../../../pillars/release/field/call-stage.ts';
import { dutyRoom } from '../../../plumbing/outbox/county-basics.ts';
import { ActButton } from '../act-button.tsx';
import { useFieldAct } from '../field-acts.ts';
import { useField } from '../field-context.tsx';
import { ActingSheet } from './acting-sheet.tsx';
import { RepeatSheet } from './repeat-sheet.tsx';

/** 收到 → 复述 → 行动 → 完成: the first open step is the primary act. */
export function CallPad(props: {
  call: Call;
  warning: Warning | undefined;
  place: string;
  steps: readonly StepNow[];
  remaining: number | undefined;
  onReport: () => void;
}) {
  const { call, warning, place, steps, remaining, onReport } = props;
  const { t } = useTranslation('field');
  const { basics, line } = useField();
  const act = useFieldAct();
  const [sheet, setSheet] = useState<'none' | CallStep>('none');
  const next = nextStep(steps);
  const room = dutyRoom(basics, call.place);
  const acting = steps.some(({ step, state }) => step === 'acting' && state !== 'next' && state !== 'later');
  const over = steps.some(({ step, state }) => step === 'done' && state !== 'next' && state !== 'later');
  const keptNote = line.kind === 'live' ? undefined : t('act.keptFirst');
  const close = (): void => setSheet('none');
  const press = (step: CallStep): void => {
    if (step === 'answered') void act({ type: 'RecordCallFact', callId: call.id, fact: 'answered', via: 'app' });
    else setSheet(step);
  };
  return (
    <>
      {next === undefined ? (
        <ActButton label={t('call.allDone')} note={t('call.allDoneNote')} look="done" />
      ) : (
        <ActButton
          label={t(`call.step.${next}`)}
          note={keptNote ?? t(`call.note.${next}`)}
          look="primary"
          onPress={() => press(next)}
        />
      )}
      <div className="grid grid-cols-[repeat(auto-fit,minmax(4.75rem,1fr))] gap-3 min-[22rem]:gap-gap-action">
        <ActButton
          label={t('call.progress')}
          note={over ? t('call.progressOver') : acting ? t('call.progressNote') : t('call.progressAfter')}
          look={acting && !over ? 'ready' : 'off'}
          onPress={() => setSheet('acting')}
        />
        <ActButton label={t('report.short')} note={t('report.shortNote')} look="ready" onPress={onReport} />
        {room === undefined ? (
          <ActButton label={t('task.call')} note={t('call.noRoom')} look="off" />
        ) : (
          <a
            className="field-act"
            data-look="ready"
            href={`tel:${room.phone}`}
            aria-label={t('task.callRoom', { name: room.name })}
          >
            <span data-act-label className="text-key font-medium">
              {t('task.call')}
            </span>
            <span className="text-meta">{t('call.room')}</span>
          </a>
        )}
      </div>
      {sheet === 'understood' ? (
        <RepeatSheet
          warning={warning}
          place={place}
          onClose={close}
          onRepeated={(text) => {
            close();
            void act({ type: 'RecordCallFact', callId: call.id, fact: 'understood', via: 'app', text });
          }}
        />
      ) : null}
      {sheet === 'acting' || sheet === 'done' ? (
        <ActingSheet
          fact={sheet}
          remaining={remaining}
          note={keptNote}
          onClose={close}
          onTold={(text, moved, left) => {
            close();
            void act({
              type: 'RecordCallFact',
              callId: call.id,
              fact: sheet,
              via: 'app',
              text,
              ...(moved === null ? {} : { moved }),
              ...(left === null ? {} : { remaining: left }),
            });
          }}
        />
      ) : null}
    </>
  );
}
