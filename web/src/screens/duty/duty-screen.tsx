import { useTranslation } from 'react-i18next';
import { ConsoleShell } from '../../wall/console-shell.tsx';
import { DutyDesk } from './duty-desk.tsx';

/** The duty officer's console: what alarms, what to do about it, what happened. */
export function DutyScreen() {
  const { t } = useTranslation('duty');
  return (
    <ConsoleShell
      screen="duty"
      keys={[
        { keys: 'F2', label: t('footer.new') },
        { keys: 'F4', label: t('footer.ack') },
        { keys: 'F7', label: t('footer.dispatch') },
        { keys: 'F8', label: t('footer.silence') },
        { keys: '/', label: t('footer.line') },
      ]}
    >
      <DutyDesk />
    </ConsoleShell>
  );
}
