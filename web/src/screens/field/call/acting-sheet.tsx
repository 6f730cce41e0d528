import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../../ui/form/text-field.tsx';
import { ActButton } from '../act-button.tsx';
import { CountField } from '../count-field.tsx';
import { FieldSheet } from '../field-sheet.tsx';

const MEASURES = ['broadcast', 'door', 'move', 'patrol', 'close'] as const;
type Measure = (typeof MEASURES)[number];

/** 行动 and 完成: what is being done, people moved and remaining. 行动 may be told again and again as progress. */
export function ActingSheet(props: {
  fact: 'acting' | 'done';
  remaining: number | undefined;
  note: string | undefined;
  onClose: () => void;
  onTold: (text: string, moved: number | null, remaining: number | null) => void;
}) {
  const { fact, remaining, note, onClose, onTold } = props;
  const { t } = useTranslation(['field', 'phone']);
  const [measures, setMeasures] = useState<readonly Measure[]>([]);
  const [text, setText] = useState('');
  const [moved, setMoved] = useState<number | null>(null);
  const [left, setLeft] = useState<number | null>(fact === 'done' ? 0 : (remaining ?? null));
  const words = [...measures.map((one) => t(`phone:measure.${one}`)), text.trim()]
    .filter((part) => part !== '')
    .join('、');
  const missing = fact === 'acting' && words === '';
  return (
    <FieldSheet
      open
      onClose={onClose}
      outside="stays"
      title={t(fact === 'acting' ? 'phone:acting.title' : 'phone:acting.doneTitle')}
      foot={
        <ActButton
          label={t(`call.step.${fact}`)}
          note={missing ? t('phone:acting.needed') : note}
          look={missing ? 'off' : 'primary'}
          onPress={() => onTold(words, moved, left)}
        />
      }
    >
      {fact === 'done' ? null : (
        <fieldset className="m-0 flex flex-wrap gap-2 border-0 p-0" aria-label={t('phone:acting.measures')}>
          {MEASURES.map((one) => (
            <button
              key={one}
              type="button"
              className="field-button"
              aria-pressed={measures.includes(one)}
              onClick={() =>
                setMeasures(measures.includes(one) ? measures.filter((other) => other !== one) : [...measures, one])
              }
            >
              {t(`phone:measure.${one}`)}
            </button>
          ))}
        </fieldset>
      )}
      <div className="grid gap-4 min-[24rem]:grid-cols-2">
        <CountField label={t('phone:acting.moved')} value={moved} onChange={setMoved} />
        <CountField label={t('phone:acting.remaining')} value={left} onChange={setLeft} />
      </div>
      <TextField label={t('phone:acting.text')} value={text} onChange={setText} lines={2} maxLength={400} />
    </FieldSheet>
  );
}
