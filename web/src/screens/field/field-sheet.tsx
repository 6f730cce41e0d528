import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';

/** A sheet from the bottom, within the thumb's reach; what is behind stays in sight. */
export function FieldSheet(props: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** `stays`: a stray touch beside the sheet does not throw away what was written in it. */
  outside?: 'closes' | 'stays';
  children: ReactNode;
  /** The act of the sheet, last and largest. */
  foot?: ReactNode;
}) {
  const { open, onClose, title, outside = 'closes', children, foot } = props;
  const { t } = useTranslation('ui');
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      isDismissable={outside === 'closes'}
      className="fixed inset-0 z-dialog flex bg-scrim"
    >
      <Modal className="field-sheet">
        <Dialog className="flex min-h-0 flex-1 flex-col outline-none">
          <div className="flex items-center gap-3 border-b border-hairline px-5 py-2">
            <Heading slot="title" className="m-0 text-key font-medium">
              {title}
            </Heading>
            <button
              type="button"
              className="field-button -mr-3 ml-auto border-transparent"
              onClick={onClose}
              aria-label={t('dialog.close')}
            >
              <Icon name="cross" />
            </button>
          </div>
          <div className="grid min-h-0 flex-1 auto-rows-max content-start gap-4 overflow-auto px-5 py-4">
            {children}
          </div>
          {foot === undefined ? null : <div className="grid gap-3 border-t border-hairline px-5 py-4">{foot}</div>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
