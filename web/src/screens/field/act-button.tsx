import { type ReactNode, useRef } from 'react';

export type ActLook = 'primary' | 'ready' | 'done' | 'told' | 'off';

/**
 * One big act. What it is for now, or why it is off, stands in it as a second line: a phone has no hover. The place
 * holds another act once one was told or something came in, so a double tap counts once, and a press counts only for
 * what stood there when the thumb went down.
 */
export function ActButton(props: {
  label: string;
  note?: ReactNode;
  look: ActLook;
  onPress?: (() => void) | undefined;
}) {
  const { label, note, look, onPress } = props;
  const dead = look === 'off' || look === 'done' || look === 'told' || onPress === undefined;
  const touched = useRef<string>(undefined);
  return (
    <button
      type="button"
      className="field-act"
      data-look={look}
      aria-disabled={dead || undefined}
      onPointerDown={() => {
        touched.current = label;
      }}
      onClick={(event) => {
        const other = touched.current !== undefined && touched.current !== label;
        touched.current = undefined;
        if (!dead && !other && event.detail < 2) onPress();
      }}
    >
      <span data-act-label className={look === 'primary' ? 'text-figure font-bold' : 'text-key font-medium'}>
        {label}
      </span>{' '}
      {note === undefined ? null : <span className="text-meta">{note}</span>}
    </button>
  );
}
