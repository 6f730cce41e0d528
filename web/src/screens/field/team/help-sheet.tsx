import type { HelpKind } from '@sitong/shared/pillars/rescue/events.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../../ui/form/text-field.tsx';
import { FieldSheet } from '../field-sheet.tsx';

const KINDS: readonly HelpKind[] = ['sos', 'injured', 'reinforce', 'blocked'];

/** 求助: SOS, 受伤, 增援, 受阻, and 不能接受 with its reason while the order is not accepted. */
export function HelpSheet(props: {
  open: boolean;
  onClose: () => void;
  onHelp: (kind: HelpKind, text: string) => void;
  /** The order that may still be declined. */
  declinable: Order | undefined;
  onDecline: (reason: string) => void;
}) {
  const { open, onClose, onHelp, declinable, onDecline } = props;
  const { t } = useTranslation(['field', 'phone', 'rescue']);
  const [text, setText] = useState('');
  const [reasons, setReasons] = useState<'hidden' | 'shown'>('hidden');
  const close = (): void => {
    setReasons('hidden');
    setText('');
    onClose();
  };
  const decline = (reason: string): void => {
    onDecline(reason);
    close();
  };
  return (
    <FieldSheet open={open} onClose={close} title={t('field:help.title')}>
      {reasons === 'shown' ? (
        <Reasons onPick={decline} onBack={() => setReasons('hidden')} />
      ) : (
        <>
          <div className="grid grid-cols-2 gap-3">
            {KINDS.map((kind) => (
              <button
                key={kind}
                type="button"
                className="field-act"
                data-look={kind === 'sos' ? 'danger' : 'ready'}
                onClick={() => {
                  onHelp(kind, text.trim());
                  close();
                }}
              >
                <span className="text-key font-medium">{t(`field:help.kind.${kind}`)}</span>
                <span className="text-meta">{t(`field:help.note.${kind}`)}</span>
              </button>
            ))}
          </div>
          <TextField label={t('field:help.text')} value={text} onChange={setText} maxLength={300} />
          {declinable === undefined ? (
            <p className="m-0 text-meta text-ink-2">{t('field:help.cannotDecline')}</p>
          ) : (
            <button type="button" className="field-button min-h-14" onClick={() => setReasons('shown')}>
              {t('field:act.decline')}
            </button>
          )}
        </>
      )}
    </FieldSheet>
  );
}

const REASONS = ['busy', 'people', 'gear', 'road'] as const;

function Reasons({ onPick, onBack }: { onPick: (reason: string) => void; onBack: () => void }) {
  const { t } = useTranslation(['field', 'phone']);
  const [other, setOther] = useState('');
  const filled = other.trim() !== '';
  return (
    <>
      <h3 className="m-0 text-row font-medium">{t('phone:decline.title')}</h3>
      <div className="grid gap-3">
        {REASONS.map((reason) => (
          <button
            key={reason}
            type="button"
            className="field-button min-h-14"
            onClick={() => onPick(t(`phone:decline.reason.${reason}`))}
          >
            {t(`phone:decline.reason.${reason}`)}
          </button>
        ))}
      </div>
      <TextField label={t('phone:decline.other')} value={other} onChange={setOther} maxLength={200} />
      <div className="flex gap-3">
        <button type="button" className="field-button" onClick={onBack}>
          {t('phone:decline.back')}
        </button>
        <button
          type="button"
          className="field-button flex-1"
          aria-disabled={!filled || undefined}
          onClick={() => {
            if (filled) onPick(other.trim());
          }}
        >
          {filled ? t('phone:decline.send') : t('phone:decline.needed')}
        </button>
      </div>
    </>
  );
}
