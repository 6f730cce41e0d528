import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sendIntent } from '../../../plumbing/live/use-live-world.ts';
import { TextField } from '../../../ui/form/text-field.tsx';
import { ActSheet } from './act-sheet.tsx';
import type { IncidentFormProps } from './incident-form-props.ts';

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

export function TextForm({ incident, act, onClose }: IncidentFormProps & { act: TextAct }) {
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
