import { useTranslation } from 'react-i18next';
import { SplitPanes } from '../../ui/split-panes.tsx';
import { ConsoleShell } from '../../wall/console-shell.tsx';
import { HandOverPanel } from './hand-over-panel.tsx';
import { LogPanel } from './log-panel.tsx';

/** Who is on duty, the hand-over with its checklist, and the whole log. */
export function RosterScreen() {
  const { t } = useTranslation('duty');
  return (
    <ConsoleShell
      screen="roster"
      keys={[
        { keys: 'F9', label: t('log.enterShort') },
        { keys: 'F6', label: t('footer.pane') },
        { keys: '/', label: t('footer.line') },
      ]}
    >
      <div className="h-full p-gutter">
        <SplitPanes
          panes={[
            { id: 'handover', size: 640, minSize: 420, content: <HandOverPanel /> },
            { id: 'log', content: <LogPanel /> },
          ]}
        />
      </div>
    </ConsoleShell>
  );
}
