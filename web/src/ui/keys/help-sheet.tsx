import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../feedback/dialog.tsx';
import { HelpTable } from './help-table.tsx';
import { useKeyAction, useKeyRows } from './keys-context.tsx';

/** F1: every key of the screen one is on, beside that screen. Mounted once by the shell. */
export function HelpSheet() {
  const { t } = useTranslation('ui');
  const [open, setOpen] = useState(false);
  useKeyAction({ id: 'help', key: 'F1', labelKey: 'ui:keys.help', run: () => setOpen(true) });
  const rows = useKeyRows();
  return (
    <Dialog open={open} onClose={() => setOpen(false)} title={t('keys.title')} kind="sheet">
      <HelpTable rows={rows} />
    </Dialog>
  );
}
