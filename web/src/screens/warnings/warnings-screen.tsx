import { useTranslation } from 'react-i18next';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { ConsoleShell } from '../../wall/console-shell.tsx';
import { useAddress } from '../../wall/use-address.ts';
import { showsCalls, WarningDesk } from './warning-desk.tsx';

/** Drafting, checking, signing and lifting warnings; who has been called and who has not answered. */
export function WarningsScreen() {
  const { t } = useTranslation('warning');
  const [{ warning, draft }] = useAddress(['warning', 'draft'] as const);
  const calls = useWorldState((state) => draft === undefined && showsCalls(state.release.warnings, warning));
  const own = calls
    ? [
        { keys: 'Enter', label: t('keys.dial') },
        { keys: 'N', label: t('keys.record') },
        { keys: 'Shift+F3', label: t('keys.next') },
      ]
    : [
        { keys: 'Ctrl+S', label: t('keys.save') },
        { keys: 'Alt+M', label: t('draw.open') },
        { keys: 'Ctrl+Enter', label: t('keys.sign') },
      ];
  return (
    <ConsoleShell
      screen="warnings"
      keys={[{ keys: 'J K', label: t('keys.walk') }, ...own, { keys: 'F6', label: t('keys.pane') }]}
    >
      <WarningDesk />
    </ConsoleShell>
  );
}
