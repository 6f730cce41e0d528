import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Button, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Icon } from '../icon.tsx';
import { KeyLayer } from '../keys/keys-context.tsx';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  /** Buttons, the primary one last. */
  actions?: ReactNode;
  /** `wide`: room for a map; `sheet`: along the right edge at a desk, along the bottom on a phone; what is behind stays visible. */
  kind?: 'dialog' | 'wide' | 'sheet';
  /** An act that must be answered: Esc and a click outside do not close it. */
  mustAnswer?: boolean;
}

const place = {
  dialog: 'w-[min(38rem,100%)] max-h-[calc(100dvh-4rem)] m-auto rounded-control border border-control',
  wide: 'w-[min(88rem,100%)] h-[min(56rem,calc(100dvh-2rem))] m-auto rounded-control border border-control',
  sheet:
    'ml-auto h-full w-[min(34rem,100%)] border-l border-control max-sm:mt-auto max-sm:h-auto max-sm:max-h-[85dvh] max-sm:w-full max-sm:border-l-0 max-sm:border-t',
} as const;

export function Dialog(props: DialogProps) {
  const { open, onClose, title, children, actions, kind = 'dialog', mustAnswer = false } = props;
  const { t } = useTranslation('ui');
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      isDismissable={!mustAnswer}
      isKeyboardDismissDisabled={mustAnswer}
      className={`fixed inset-0 z-dialog flex bg-scrim ${kind === 'sheet' ? '[:root:has([data-drill-frame])_&]:p-2.5' : 'p-gutter'}`}
    >
      <Modal className={`flex flex-col bg-bg-1 text-ink-1 ${place[kind]}`}>
        <AriaDialog className="flex flex-col min-h-0 flex-1 outline-none focus-visible:shadow-[inset_0_0_0_2px_var(--focus)]">
          <KeyLayer>
            <div className="flex items-center gap-3 min-h-command px-pad-wide border-b border-hairline">
              <Heading slot="title" className="m-0 text-key font-medium">
                {title}
              </Heading>
              {mustAnswer ? null : (
                <Button
                  onPress={onClose}
                  aria-label={t('dialog.close')}
                  className="ml-auto size-8 grid place-items-center text-ink-2 rounded-control hovered:bg-bg-2 cursor-default"
                >
                  <Icon name="cross" />
                </Button>
              )}
            </div>
            <div className="flex-1 min-h-0 overflow-auto p-pad-wide">{children}</div>
            {actions === undefined ? null : (
              <div className="flex flex-wrap justify-end gap-3 px-pad-wide py-3 border-t border-hairline">
                {actions}
              </div>
            )}
          </KeyLayer>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
