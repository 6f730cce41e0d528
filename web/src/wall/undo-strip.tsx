import { useTranslation } from 'react-i18next';
import { usePractice } from '../plumbing/live/use-practice.ts';
import { useNow } from '../ui/clock/clock-context.tsx';
import { UndoBar } from '../ui/feedback/undo-bar.tsx';
import { useKeyAction } from '../ui/keys/keys-context.tsx';
import { type Undoable, useConsole } from './console-store.ts';
import { useAct } from './use-act.ts';

/** What was just done from the command line or the duty desk, for the seconds (P) in which it can be taken back. */
export function UndoStrip() {
  const undoable = useConsole((state) => state.undoable);
  const now = useNow();
  const undoMs = usePractice().order.undoS * 1000;
  if (undoable === undefined || now > undoable.doneAtMs + undoMs) return null;
  return <Strip undoable={undoable} undoMs={undoMs} />;
}

function Strip({ undoable, undoMs }: { undoable: Undoable; undoMs: number }) {
  const act = useAct();
  const { t } = useTranslation('duty');
  const undo = (): void => {
    useConsole.setState({ undoable: undefined });
    void act(undoable.intent, t('done.undone'));
  };
  useKeyAction({ id: 'console.undo', key: 'Ctrl+Z', labelKey: 'ui:undo.undo', run: undo });
  return (
    <div className="px-gutter pb-gutter">
      <UndoBar text={undoable.text} doneAtMs={undoable.doneAtMs} undoMs={undoMs} onUndo={undo} />
    </div>
  );
}
