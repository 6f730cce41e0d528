import type { ReactNode } from 'react';

export type ActLook = 'primary' | 'ready' | 'done' | 'told' | 'off';

/** One big act. What it is for now, or why it is off, stands in it as a second line: a phone has no hover. */
export function ActButton(props: {
  label: string;
  note?: ReactNode;
  look: ActLook;
  onPress?: (() => void) | undefined;
}) {
  const { label, note, look, onPress } = props;
  const dead = look === 'off' || look === 'done' || look === 'told' || onPress === undefined;
  return (
    <button
      type="button"
      className="field-act"
      data-look={look}
      aria-disabled={dead || undefined}
      onClick={() => {
        if (!dead) onPress();
      }}
    >
      <span data-act-label className={look === 'primary' ? 'text-figure font-bold' : 'text-key font-medium'}>
        {label}
      </span>{' '}
      {note === undefined ? null : <span className="text-meta">{note}</span>}
    </button>
  );
}
