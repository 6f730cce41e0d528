import { Select as AriaSelect, Button, SelectValue } from 'react-aria-components';
import { Icon } from '../icon.tsx';
import type { Choice } from './choice.ts';
import { ChoicePopover } from './choice-list.tsx';
import { FieldLabel, FieldNotes, type FieldProps, fieldLook, inputLook } from './field-frame.tsx';

export interface SelectProps<Id extends string> extends FieldProps {
  choices: readonly Choice<Id>[];
  value: Id | null;
  onChange: (id: Id) => void;
  placeholder?: string;
}

/** One of a short list. Over a dozen, use ComboBox. */
export function Select<Id extends string>(props: SelectProps<Id>) {
  const { label, description, error, required = false, disabled = false, choices } = props;
  return (
    <AriaSelect
      className={fieldLook}
      value={props.value}
      onChange={(key) => {
        const chosen = choices.find((choice) => choice.id === key);
        if (chosen !== undefined) props.onChange(chosen.id);
      }}
      isInvalid={error !== undefined}
      isRequired={required}
      isDisabled={disabled}
      validationBehavior="aria"
      placeholder={props.placeholder ?? ''}
    >
      <FieldLabel label={label} required={required} />
      <Button className={`${inputLook} min-w-0 flex items-center gap-2 text-left cursor-default`}>
        <SelectValue className="flex-1 min-w-0 py-1 leading-tight wrap-anywhere data-placeholder:text-ink-3">
          {({ selectedText, isPlaceholder, defaultChildren }) => (isPlaceholder ? defaultChildren : selectedText)}
        </SelectValue>
        <Icon name="chevron" className="text-ink-2" />
      </Button>
      <FieldNotes description={description} error={error} />
      <ChoicePopover items={choices} />
    </AriaSelect>
  );
}
