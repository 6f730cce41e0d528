import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../../ui/form/text-field.tsx';
import { ActButton } from '../act-button.tsx';
import { CountField } from '../count-field.tsx';
import { FieldSheet } from '../field-sheet.tsx';

const RESULTS = ['done', 'noneFound', 'partly'] as const;

/** 完成: what came of it and how many people were moved. */
export function CompleteSheet(props: {
  order: Order;
  open: boolean;
  moved: number | undefined;
  note: string | undefined;
  onClose: () => void;
  onComplete: (result: string, moved: number | null) => void;
}) {
  const { order, open, note, onClose, onComplete } = props;
  const { t } = useTranslation(['field', 'phone']);
  const [result, setResult] = useState<(typeof RESULTS)[number]>('done');
  const [text, setText] = useState('');
  const [moved, setMoved] = useState<number | null>(props.moved ?? null);
  const words = [t(`phone:complete.result.${result}`), text.trim()].filter((part) => part !== '').join('；');
  return (
    <FieldSheet
      open={open}
      onClose={onClose}
      outside="stays"
      title={t('phone:complete.title')}
      foot={
        <ActButton
          label={t('phone:complete.send')}
          note={note}
          look="primary"
          onPress={() => onComplete(words, moved)}
        />
      }
    >
      <p className="m-0 text-row font-medium">{order.content.task}</p>
      <fieldset className="m-0 flex flex-wrap gap-2 border-0 p-0" aria-label={t('phone:complete.resultLabel')}>
        {RESULTS.map((one) => (
          <button
            key={one}
            type="button"
            className="field-button flex-1"
            aria-pressed={result === one}
            onClick={() => setResult(one)}
          >
            {t(`phone:complete.result.${one}`)}
          </button>
        ))}
      </fieldset>
      <CountField label={t('phone:complete.moved')} value={moved} onChange={setMoved} />
      <TextField label={t('phone:complete.text')} value={text} onChange={setText} lines={3} maxLength={400} />
    </FieldSheet>
  );
}
