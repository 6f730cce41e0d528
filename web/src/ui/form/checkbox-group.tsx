import { CheckboxGroup as AriaCheckboxGroup, Checkbox } from 'react-aria-components';
import { Icon } from '../icon.tsx';
import type { Choice } from './choice.ts';
import { FieldLabel, FieldNotes, type FieldProps, fieldLook } from './field-frame.tsx';

export interface CheckboxGroupProps<Id extends string> extends FieldProps {
  choices: readonly Choice<Id>[];
  value: readonly Id[];
  onChange: (ids: Id[]) => void;
  /** Side by side, always or on a low screen only; left out: one under the other. */
  columns?: 'two' | 'twoWhenLow';
}

const columnsLook = {
  one: 'contents',
  two: 'grid grid-cols-2 gap-x-4',
  twoWhenLow: 'grid [@media(max-height:60rem)]:grid-cols-2 gap-x-4',
} as const;

export function CheckboxGroup<Id extends string>(props: CheckboxGroupProps<Id>) {
  const { label, description, error, required = false, disabled = false, choices } = props;
  return (
    <AriaCheckboxGroup
      className={fieldLook}
      value={[...props.value]}
      onChange={(ids) => props.onChange(choices.filter((choice) => ids.includes(choice.id)).map(({ id }) => id))}
      isInvalid={error !== undefined}
      isRequired={required}
      isDisabled={disabled}
      validationBehavior="aria"
    >
      <FieldLabel label={label} required={required} />
      <div className={columnsLook[props.columns ?? 'one']}>
        {choices.map((choice) => (
          <Checkbox
            key={choice.id}
            value={choice.id}
            isDisabled={choice.disabledReason !== undefined}
            className="group flex items-center gap-2 min-h-row-group rounded-control cursor-default off:text-ink-3"
          >
            <span className="grid place-items-center size-[1.15em] shrink-0 border border-control rounded-chip bg-field text-primary-ink group-data-[selected]:bg-primary group-data-[selected]:border-primary group-data-[disabled]:border-dashed">
              <Icon name="check" className="opacity-0 group-data-[selected]:opacity-100 text-[0.9em]" />
            </span>
            <span>{choice.label}</span>
            <span className="text-meta text-ink-3">{choice.disabledReason ?? choice.detail}</span>
          </Checkbox>
        ))}
      </div>
      <FieldNotes description={description} error={error} />
    </AriaCheckboxGroup>
  );
}
