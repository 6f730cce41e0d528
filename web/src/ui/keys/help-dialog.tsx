import { useTranslation } from 'react-i18next';
import { Dialog } from '../feedback/dialog.tsx';
import { HelpTable } from './help-table.tsx';
import { useKeyRows } from './keys-context.tsx';
import { LettersSection } from './letters-section.tsx';

/** The open sheet. A part of its own: most hours nobody asks for it, and a wall never does. */
export function HelpDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('ui');
  return (
    <Dialog open={open} onClose={onClose} title={t('keys.title')} kind="sheet">
      <HelpTable rows={useKeyRows()} />
      <LettersSection />
    </Dialog>
  );
}
