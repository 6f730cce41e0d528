import { useTranslation } from 'react-i18next';
import { ConsoleShell } from '../../wall/console-shell.tsx';
import { DispatchDesk } from './dispatch-desk.tsx';

/** Which team goes where: incidents and needs, who is best, how far each order got. */
export function DispatchScreen() {
  const { t } = useTranslation('dispatch');
  return (
    <ConsoleShell
      screen="dispatch"
      positions="on"
      keys={[
        { keys: 'J K', label: t('keys.walk') },
        { keys: 'Enter', label: t('keys.dispatch') },
        { keys: 'E', label: t('keys.change') },
        { keys: 'M', label: t('keys.map') },
        { keys: 'F6', label: t('keys.pane') },
        { keys: 'Ctrl+Z', label: t('keys.undo') },
      ]}
    >
      <DispatchDesk />
    </ConsoleShell>
  );
}
