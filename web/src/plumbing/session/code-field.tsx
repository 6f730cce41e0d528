import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/form/text-field.tsx';

/** The code of a second factor, asked for beside a password once the server says that there is one; a key may stand in for it. */
export function CodeField({
  code,
  onChange,
  error,
}: {
  code: string | undefined;
  onChange: (code: string) => void;
  error?: string | undefined;
}) {
  const { t } = useTranslation('signin');
  if (code === undefined) return null;
  return (
    <TextField
      label={t('code')}
      description={t('codeHow')}
      autoComplete="one-time-code"
      maxLength={20}
      value={code}
      onChange={onChange}
      error={error}
      autoFocus
    />
  );
}
