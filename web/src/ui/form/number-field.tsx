import { NumberField as AriaNumberField, Button, Group, Input } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { FieldLabel, FieldNotes, type FieldProps, fieldLook, inputLook } from './field-frame.tsx';

export interface NumberFieldProps extends FieldProps {
  /** Null: nobody knows yet. Never taken for 0. */
  value: number | null;
  onChange: (value: number | null) => void;
  unit?: string;
  min?: number;
  max?: number;
  step?: number;
}

/**
 * A number as typed when it stands for itself: `12`, `0.5`; not the `1.` on the way to `1.5`, nor what lies
 * outside the limits, which waits until the field is left. Undefined: not yet a number.
 */
export function typedNumber(text: string, min?: number, max?: number): number | null | undefined {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return null;
  const value = Number(plain);
  if (!Number.isFinite(value) || String(value) !== plain) return undefined;
  return (min !== undefined && value < min) || (max !== undefined && value > max) ? undefined : value;
}

const stepLook =
  'w-8 border border-control rounded-control bg-bg-1 hovered:bg-bg-2 off:border-dashed off:text-ink-3 cursor-default';

export function NumberField(props: NumberFieldProps) {
  const { t } = useTranslation('ui');
  const { label, description, error, required = false, disabled = false, unit } = props;
  return (
    <AriaNumberField
      className={fieldLook}
      value={props.value ?? Number.NaN}
      onChange={(value) => props.onChange(Number.isNaN(value) ? null : value)}
      isInvalid={error !== undefined}
      isRequired={required}
      isDisabled={disabled}
      validationBehavior="aria"
      step={props.step ?? 1}
      formatOptions={{ useGrouping: false, maximumFractionDigits: 6 }}
      {...(props.min === undefined ? {} : { minValue: props.min })}
      {...(props.max === undefined ? {} : { maxValue: props.max })}
    >
      <FieldLabel label={label} required={required} />
      <Group className="flex gap-1 items-stretch">
        {/* React Aria tells a number when the field is left; Ctrl+Enter does not leave it, and what was typed counts. */}
        <div
          className="contents"
          onInput={({ target }) => {
            if (!(target instanceof HTMLInputElement)) return;
            const typed = typedNumber(target.value, props.min, props.max);
            if (typed !== undefined && typed !== props.value) props.onChange(typed);
          }}
        >
          <Input className={`${inputLook} text-right`} />
        </div>
        {unit === undefined ? null : <span className="self-center text-ink-2 whitespace-nowrap px-1">{unit}</span>}
        <Button slot="decrement" className={stepLook} aria-label={t('form.decrease')}>
          {'−'}
        </Button>
        <Button slot="increment" className={stepLook} aria-label={t('form.increase')}>
          {'+'}
        </Button>
      </Group>
      <FieldNotes description={description} error={error} />
    </AriaNumberField>
  );
}
