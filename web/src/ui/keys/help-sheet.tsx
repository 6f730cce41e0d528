import { useState } from 'react';
import type { HelpDialog } from './help-dialog.tsx';
import { useKeyAction } from './keys-context.tsx';

/** F1: every key of the screen one is on, beside that screen. Mounted once by the shell. */
export function HelpSheet() {
  const [open, setOpen] = useState(false);
  const [sheet, setSheet] = useState<{ Dialog: typeof HelpDialog }>();
  const show = (): void => {
    setOpen(true);
    if (sheet !== undefined) return;
    import('./help-dialog.tsx').then(
      (part) => setSheet({ Dialog: part.HelpDialog }),
      (error: unknown) => console.error('the help sheet did not load', error),
    );
  };
  useKeyAction({ id: 'help', key: 'F1', labelKey: 'ui:keys.help', run: show });
  return sheet === undefined ? null : <sheet.Dialog open={open} onClose={() => setOpen(false)} />;
}
