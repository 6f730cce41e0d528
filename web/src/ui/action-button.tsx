import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, type ButtonKind } from './button.tsx';
import { type KeyAction, labelAreas } from './keys/action.ts';
import { useKeyAction } from './keys/keys-context.tsx';

/**
 * An action as a button: its word, its key (a letter as one has it now), its reason for being off, and its key works
 * while the button is on screen. The usual way to show an action.
 */
export function ActionButton(props: {
  action: KeyAction;
  kind?: ButtonKind;
  pending?: boolean;
  /** Instead of the action's own word. */
  children?: ReactNode;
  className?: string;
}) {
  const { action, kind = 'secondary', pending = false, children } = props;
  const { t } = useTranslation(labelAreas);
  useKeyAction(action);
  const enabled = action.enabledWhen?.() ?? { enabled: true };
  return (
    <Button
      kind={kind}
      pending={pending}
      onPress={action.run}
      disabledReason={enabled.enabled ? undefined : enabled.reason}
      keys={action.key}
      {...(props.className === undefined ? {} : { className: props.className })}
    >
      {children ?? t(action.labelKey)}
    </Button>
  );
}
