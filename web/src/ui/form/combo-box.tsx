import { useMemo, useState } from 'react';
import { ComboBox as AriaComboBox, Button, Group, Input } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Icon } from '../icon.tsx';
import { type Choice, choiceMatches } from './choice.ts';
import { ChoicePopover } from './choice-list.tsx';
import { FieldLabel, FieldNotes, type FieldProps, fieldLook, inputLook } from './field-frame.tsx';

export interface ComboBoxProps<Id extends string> extends FieldProps {
  choices: readonly Choice<Id>[];
  value: Id | null;
  onChange: (id: Id | null) => void;
  placeholder?: string;
}

/** One of many, found by hanzi, pinyin, initials or number. */
export function ComboBox<Id extends string>(props: ComboBoxProps<Id>) {
  const { t } = useTranslation('ui');
  const { label, description, error, required = false, disabled = false, choices, value } = props;
  const chosen = choices.find((choice) => choice.id === value);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? chosen?.label ?? '';
  const matching = useMemo(
    () =>
      typed === null || typed === chosen?.label ? choices : choices.filter((choice) => choiceMatches(choice, typed)),
    [choices, typed, chosen],
  );
  return (
    <AriaComboBox
      className={fieldLook}
      items={matching}
      inputValue={text}
      onInputChange={setTyped}
      value={value}
      onChange={(key) => {
        const next = choices.find((choice) => choice.id === key);
        setTyped(null);
        props.onChange(next?.id ?? null);
      }}
      onBlur={() => setTyped(null)}
      allowsEmptyCollection
      menuTrigger="input"
      isInvalid={error !== undefined}
      isRequired={required}
      isDisabled={disabled}
      validationBehavior="aria"
    >
      <FieldLabel label={label} required={required} />
      <Group className="relative">
        <Input
          className={`${inputLook} pr-9`}
          placeholder={props.placeholder ?? ''}
          // Enter and Esc belong to the input method while it composes, not to the list.
          onKeyDownCapture={(event) => {
            if (event.nativeEvent.isComposing || event.keyCode === 229) event.stopPropagation();
          }}
        />
        <Button className="absolute right-0 inset-y-0 w-9 text-ink-2 cursor-default" aria-label={t('form.open')}>
          <Icon name="chevron" />
        </Button>
      </Group>
      <FieldNotes description={description} error={error} />
      <ChoicePopover />
    </AriaComboBox>
  );
}
