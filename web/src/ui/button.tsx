import type { ReactNode } from 'react';
import { Button as AriaButton, OverlayArrow, Tooltip, TooltipTrigger } from 'react-aria-components';
import { Icon } from './icon.tsx';
import { KeyHint } from './key-hint.tsx';

/** Primary is neutral light grey, one a view; danger is outlined, so that it never invites. */
export type ButtonKind = 'primary' | 'secondary' | 'danger' | 'quiet';

export interface ButtonProps {
  kind?: ButtonKind;
  children: ReactNode;
  onPress: () => void;
  /** Why it cannot be pressed now. The button stays focusable and says so; it is never just dead. */
  disabledReason?: string | undefined;
  /** The key that does the same. */
  keys?: string;
  /** Pressed and not yet answered: shows progress and takes no second press. */
  pending?: boolean;
  type?: 'button' | 'submit';
  /** Said instead of the visible text, when that says too little by itself. */
  label?: string;
  /** Id of a text that stands beside it and belongs to it. */
  describedBy?: string;
  autoFocus?: boolean;
  className?: string;
}

const look: Readonly<Record<ButtonKind, string>> = {
  primary: 'bg-primary text-primary-ink border-primary font-medium',
  secondary: 'bg-transparent text-ink-1 border-control hovered:bg-bg-2 pressed:bg-bg-2',
  danger: 'bg-transparent text-level-1 border-level-1 border-2 font-medium hovered:bg-level-1-wash',
  quiet: 'bg-transparent text-ink-2 border-transparent hovered:text-ink-1 hovered:bg-bg-2',
};

const off = 'bg-transparent text-ink-3 border-dashed border-control font-normal';

export function Button(props: ButtonProps) {
  const { kind = 'secondary', children, onPress, disabledReason, keys, pending = false, label } = props;
  const disabled = disabledReason !== undefined;
  const button = (
    <AriaButton
      type={props.type ?? 'button'}
      aria-disabled={disabled || undefined}
      aria-label={label}
      {...(props.describedBy === undefined ? {} : { 'aria-describedby': props.describedBy })}
      autoFocus={props.autoFocus ?? false}
      isPending={pending}
      onPress={() => {
        if (!disabled) onPress();
      }}
      className={`inline-flex items-center justify-center gap-2 min-h-control px-3 border rounded-control text-body cursor-default select-none ${disabled ? off : look[kind]} ${props.className ?? ''}`}
    >
      {pending ? <Icon name="clock" /> : null}
      <span className="min-w-0">{children}</span>
      {keys === undefined ? null : <KeyHint keys={keys} />}
    </AriaButton>
  );
  // The same frame on and off: a button that goes off under the finger stays the same button and keeps the focus.
  return (
    <TooltipTrigger delay={150} closeDelay={0} isDisabled={!disabled}>
      {button}
      <ReasonTooltip>{disabledReason}</ReasonTooltip>
    </TooltipTrigger>
  );
}

/** A short text on hover and on focus; what it says is also read as the description of the control. */
export function ReasonTooltip({ children }: { children: ReactNode }) {
  return (
    <Tooltip
      offset={8}
      className="z-dialog max-w-[40ch] px-2 py-1 rounded-control bg-primary text-primary-ink text-meta"
    >
      <OverlayArrow>
        <svg width={10} height={5} viewBox="0 0 10 5" className="block fill-primary" aria-hidden="true">
          <path d="M0 0h10L5 5z" />
        </svg>
      </OverlayArrow>
      {children}
    </Tooltip>
  );
}
