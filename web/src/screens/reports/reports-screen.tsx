import { useTranslation } from 'react-i18next';
import { ConsoleShell } from '../../wall/console-shell.tsx';
import './print.css';
import { ReportDesk } from './report-desk.tsx';

/** Reports upward: their clocks, the form, who checks, signs and sends, and the sheet of paper it becomes. */
export function ReportsScreen() {
  const { t } = useTranslation('release');
  return (
    <ConsoleShell
      screen="reports"
      keys={[
        { keys: 'Ctrl+S', label: t('reportDesk.save') },
        { keys: 'Ctrl+Enter', label: t('reportDesk.sign') },
        { keys: 'P', label: t('reportDesk.print') },
      ]}
    >
      <ReportDesk />
    </ConsoleShell>
  );
}
