import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { Icon } from './icon.tsx';

/** `has`/`lacks`/`partly`: an answer. `simulated`: dashed, so that nobody takes it for the real thing. */
export type ChipKind = 'plain' | 'has' | 'lacks' | 'partly' | 'simulated' | 'own' | 'fault' | 'drill';

const look: Readonly<Record<ChipKind, string>> = {
  plain: 'border-hairline text-ink-2',
  has: 'border-control text-ink-1',
  lacks: 'border-hairline text-ink-3',
  partly: 'border-hairline text-ink-2',
  simulated: 'border-dashed border-control text-ink-2',
  own: 'border-own text-own',
  fault: 'border-fault text-fault',
  drill: 'border-drill text-drill',
};

export function Chip({ kind = 'plain', children }: { kind?: ChipKind; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center gap-1 min-w-0 border rounded-chip px-1.5 text-meta leading-[1.5] ${look[kind]}`}
    >
      {kind === 'has' ? <Icon name="check" /> : null}
      {kind === 'lacks' ? <Icon name="cross" /> : null}
      {kind === 'partly' ? <Icon name="dash" /> : null}
      {/* Breaks where its place lets text break; where one line must do, it ends in an ellipsis. */}
      <span className="min-w-0 overflow-hidden text-ellipsis wrap-break-word">{children}</span>
    </span>
  );
}

/** One choice of a few, as chips above a list. Chosen is inverted, not coloured. */
export function ChipChoice<Id extends string>(props: {
  label: string;
  choices: readonly { readonly id: Id; readonly label: string }[];
  value: Id;
  onChange: (id: Id) => void;
}) {
  const { label, choices, value, onChange } = props;
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = choices.find((choice) => keys.has(choice.id));
        if (chosen !== undefined) onChange(chosen.id);
      }}
      className="flex flex-wrap gap-2"
    >
      {choices.map((choice) => (
        <ToggleButton
          key={choice.id}
          id={choice.id}
          className="min-h-6 px-2 rounded-chip border border-control text-meta text-ink-2 hovered:text-ink-1 selected:bg-primary selected:text-primary-ink selected:border-primary cursor-default"
        >
          {choice.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
