import type { Ring } from '@sitong/shared/kernel/geo.ts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/form/text-field.tsx';
import { cornersFrom, linesOf } from './drawing.ts';

/** Corners of one outline as text, a corner a line: the way to draw without a mouse, and to draw what was told by phone. */
export function CornerField(props: {
  ring: Ring | undefined;
  /** A corner given on the map by the space bar: put behind the others. */
  added: { readonly text: string; readonly n: number } | undefined;
  onRing: (ring: Ring) => void;
}) {
  const { ring, added, onRing } = props;
  const { t } = useTranslation('warning');
  const [text, setText] = useState(() => linesOf(ring));
  const [typed, setTyped] = useState<'no' | 'yes'>('no');
  const taken = useRef(added?.n);
  const read = cornersFrom(text);
  const change = (next: string): void => {
    setText(next);
    setTyped('yes');
  };
  useEffect(() => {
    if (added === undefined || taken.current === added.n) return;
    taken.current = added.n;
    setText((was) => (was.trim() === '' ? added.text : `${was.trimEnd()}\n${added.text}`));
    setTyped('yes');
  }, [added]);
  const trouble = (): string | undefined => {
    if (typed === 'no' || text.trim() === '') return undefined;
    switch (read.kind) {
      case 'ring':
        return undefined;
      case 'few':
        return t('draw.few', { count: read.count });
      case 'not_coordinates':
        return t('draw.line', { line: read.line });
      case 'fault':
        return t(`draw.fault.${read.fault}`);
      default:
        return read satisfies never;
    }
  };
  return (
    <div className="grid gap-2">
      <TextField
        label={t('draw.corners')}
        description={t('draw.cornersHow')}
        lines={6}
        value={text}
        onChange={change}
        error={trouble()}
        maxLength={60_000}
      />
      {typed === 'yes' && read.kind === 'ring' ? (
        <button
          type="button"
          className="min-h-control rounded-control border border-control px-3 text-ink-1 cursor-default"
          onClick={() => onRing(read.ring)}
        >
          {t('draw.apply')}
        </button>
      ) : null}
    </div>
  );
}
