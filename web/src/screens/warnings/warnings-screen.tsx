import { useTranslation } from 'react-i18next';
import { ConsoleShell } from '../../wall/console-shell.tsx';
import { WarningDesk } from './warning-desk.tsx';

/** Drafting, checking, signing and lifting warnings; who has been called and who has not answered. */
export function WarningsScreen() {
  const { t } = useTranslation('warning');
  return (
    <ConsoleShell
      screen="warnings"
      keys={[
        { keys: 'Enter', label: t('keys.dial') },
        { keys: 'N', label: t('keys.record') },
        { keys: 'Shift+F3', label: t('keys.next') },
        { keys: 'Ctrl+Enter', label: t('keys.submit') },
        { keys: 'F6', label: t('keys.pane') },
      ]}
    >
      <WarningDesk />
    </ConsoleShell>
  );
}
