import type { ReactNode } from 'react';
import { FieldError, Label, Text } from 'react-aria-components';
import { useTranslation } from 'react-i18next';

/** What every field has: a visible name, an optional hint, and an error that says what to do. */
export interface FieldProps {
  label: string;
  description?: string;
  /** What was wrong and what to do; the input is kept. */
  error?: string | undefined;
  required?: boolean;
  disabled?: boolean;
}

export const inputLook =
  'w-full min-h-control px-2.5 rounded-control border border-control bg-field text-ink-1 text-body outline-none ' +
  'placeholder:text-ink-3 off:border-dashed off:text-ink-3 invalid:border-level-1 invalid:border-2 ' +
  'focus-visible:shadow-[0_0_0_2px_var(--focus)] focus-seen:shadow-[0_0_0_2px_var(--focus)]';

export const fieldLook = 'grid content-start gap-1 min-w-0';

export function FieldLabel({ label, required = false }: Pick<FieldProps, 'label' | 'required'>) {
  const { t } = useTranslation('ui');
  return (
    <Label className="text-meta text-ink-2">
      {label}
      {required ? <span className="pl-2 text-ink-3">{t('form.required')}</span> : null}
    </Label>
  );
}

export function FieldNotes({ description, error }: Pick<FieldProps, 'description' | 'error'>): ReactNode {
  return (
    <>
      {description === undefined ? null : (
        <Text slot="description" className="text-meta text-ink-3">
          {description}
        </Text>
      )}
      <FieldError className="text-meta text-level-1">{error}</FieldError>
    </>
  );
}
