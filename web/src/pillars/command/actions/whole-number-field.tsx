import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../../ui/form/text-field.tsx';

/** A count typed at speed: full-width digits count, nothing else does. Undefined: not a whole number. */
export function wholeNumber(text: string): number | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[\s,]/g, '');
  return /^\d{1,9}$/.test(plain) ? Number(plain) : undefined;
}

/**
 * A whole number that counts with every keystroke: a field that settles only when it is left would lose what was
 * typed just before Ctrl+Enter.
 */
export function WholeNumberField(props: {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
  unit?: string;
  autoFocus?: boolean;
}) {
  const { label, value, onChange, unit } = props;
  const { t } = useTranslation('incident');
  const [text, setText] = useState(value === null ? '' : String(value));
  return (
    <TextField
      label={unit === undefined ? label : `${label} · ${unit}`}
      value={text}
      onChange={(next) => {
        setText(next);
        onChange(wholeNumber(next) ?? null);
      }}
      autoComplete="off"
      required
      autoFocus={props.autoFocus ?? false}
      error={text.trim() !== '' && wholeNumber(text) === undefined ? t('act.badNumber') : undefined}
    />
  );
}
