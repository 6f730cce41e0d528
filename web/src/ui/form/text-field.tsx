import { TextField as AriaTextField, Input, TextArea } from 'react-aria-components';
import { FieldLabel, FieldNotes, type FieldProps, fieldLook, inputLook } from './field-frame.tsx';

export interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  name?: string;
  type?: 'text' | 'password' | 'tel' | 'search' | 'email';
  placeholder?: string;
  autoComplete?: string;
  /** More than one line: a note, a text to be signed. */
  lines?: number;
  maxLength?: number;
  autoFocus?: boolean;
}

export function TextField(props: TextFieldProps) {
  const { label, description, error, required = false, disabled = false, lines = 1 } = props;
  return (
    <AriaTextField
      className={fieldLook}
      value={props.value}
      onChange={props.onChange}
      isInvalid={error !== undefined}
      isRequired={required}
      isDisabled={disabled}
      type={props.type ?? 'text'}
      validationBehavior="aria"
      autoFocus={props.autoFocus ?? false}
      {...(props.name === undefined ? {} : { name: props.name })}
      {...(props.onBlur === undefined ? {} : { onBlur: props.onBlur })}
      {...(props.autoComplete === undefined ? {} : { autoComplete: props.autoComplete })}
      {...(props.maxLength === undefined ? {} : { maxLength: props.maxLength })}
    >
      <FieldLabel label={label} required={required} />
      {lines > 1 ? (
        <TextArea rows={lines} className={`${inputLook} py-1.5`} placeholder={props.placeholder ?? ''} />
      ) : (
        <Input className={inputLook} placeholder={props.placeholder ?? ''} />
      )}
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  );
}
