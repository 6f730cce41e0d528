import { useTranslation } from 'react-i18next';
import { Button } from '../button.tsx';
import { useNow } from '../clock/clock-context.tsx';

/** What was just done, and the seconds left to take it back. Shows nothing once they are over. */
export function UndoBar(props: {
  text: string;
  doneAtMs: number;
  /** How long it may be taken back (ux.md §1.9: 10 s; the caller knows). */
  undoMs: number;
  onUndo: () => void;
  pending?: boolean;
}) {
  const { text, doneAtMs, undoMs, onUndo, pending = false } = props;
  const { t } = useTranslation('ui');
  const left = doneAtMs + undoMs - useNow();
  if (left <= 0) return null;
  const seconds = Math.ceil(left / 1000);
  return (
    <div
      role="status"
      className="relative flex items-center gap-4 px-pad min-h-command bg-bg-2 border border-control rounded-control overflow-hidden"
    >
      <span className="flex-1 min-w-0 truncate">{text}</span>
      <span className="text-meta text-ink-2 whitespace-nowrap" aria-hidden="true">
        {t('undo.left', { seconds })}
      </span>
      <Button onPress={onUndo} keys="Ctrl+Z" pending={pending}>
        {t('undo.undo')}
      </Button>
      <span
        aria-hidden="true"
        className="absolute left-0 bottom-0 h-[3px] bg-ink-2"
        style={{ width: `${(Math.min(left, undoMs) / undoMs) * 100}%` }}
      />
    </div>
  );
}
