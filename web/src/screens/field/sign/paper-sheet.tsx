import type { Can } from '@sitong/shared/kernel/can.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCountyLoaded } from '../../../plumbing/county/county-store.ts';
import { sendIntent } from '../../../plumbing/live/use-live-world.ts';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { formatTime } from '../../../ui/format/time.ts';
import { useRefusalWords } from '../../../wall/refusal-words.ts';
import { ActButton } from '../act-button.tsx';
import { useField } from '../field-context.tsx';
import { FieldSheet } from '../field-sheet.tsx';

/** An act on a paper: what it sends, and why it cannot be done now. */
export interface PaperAct {
  readonly label: string;
  readonly note?: ReactNode;
  readonly off: string | undefined;
  readonly intent: () => Intent | undefined;
  /** Said when it is done. */
  readonly done: string;
  readonly after: 'stay' | 'close';
}

/** Why something may not be done, in words; without a line nothing may, for a signature is not left waiting. */
export function useWhyNot(): (can: Can) => string | undefined {
  const { t } = useTranslation('field');
  const { line } = useField();
  const words = useRefusalWords();
  if (line.kind !== 'live') return () => t('toSign.away', { at: formatTime(line.sinceMs) });
  return (can) =>
    can.allowed === 'yes'
      ? undefined
      : words({ code: can.code, ...(can.facts === undefined ? {} : { facts: can.facts }) });
}

/** Around a paper that names places and people: they are on the phone, or come. */
export function WithCounty({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation('field');
  const { line } = useField();
  if (useCountyLoaded() !== 'waiting') return children;
  return (
    <FieldSheet open onClose={onClose} title={title}>
      <p className="m-0 text-ink-2">
        {line.kind === 'live' ? t('opening') : t('toSign.away', { at: formatTime(line.sinceMs) })}
      </p>
    </FieldSheet>
  );
}

/** A paper read whole, the one act it waits for, and below that how it is sent back with a reason. */
export function PaperSheet(props: {
  title: string;
  act: PaperAct;
  posts?: {
    readonly all: readonly { readonly id: string; readonly name: string }[];
    readonly chosen: string | undefined;
    readonly choose: (id: string) => void;
  };
  back?: {
    readonly label: string;
    readonly reasonLabel: string;
    readonly off: string | undefined;
    readonly intent: (reason: string) => Intent;
    readonly done: string;
  };
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, act, posts, back, onClose, children } = props;
  const { t } = useTranslation(['warning', 'common']);
  const words = useRefusalWords();
  const [reason, setReason] = useState<string>();
  const [sending, setSending] = useState<'no' | 'yes'>('no');
  const send = async ({ intent: make, done, after }: Pick<PaperAct, 'intent' | 'done' | 'after'>): Promise<void> => {
    const intent = make();
    if (intent === undefined) return;
    setSending('yes');
    const answer = await sendIntent(intent).finally(() => setSending('no'));
    if (!answer.ok) {
      showNotice({ kind: 'refused', title: t('common:refused'), detail: words(answer.refused) });
      return;
    }
    showNotice({ kind: 'done', title: done });
    if (after === 'close') onClose();
  };
  const given = reason?.trim() ?? '';
  const backOff = back?.off ?? (reason !== undefined && given === '' ? t('warning:signSheet.reasonFirst') : undefined);
  return (
    <FieldSheet
      open
      onClose={onClose}
      outside="stays"
      title={title}
      foot={
        <div className="grid gap-gap-action">
          {reason === undefined || back === undefined ? (
            <>
              {posts === undefined || posts.all.length < 2 ? null : <Posts {...posts} />}
              <ActButton
                label={act.label}
                note={act.off ?? act.note}
                look={act.off === undefined && sending === 'no' ? 'primary' : 'off'}
                onPress={() => void send(act)}
              />
            </>
          ) : (
            <TextField
              label={back.reasonLabel}
              value={reason}
              onChange={setReason}
              maxLength={300}
              lines={2}
              autoFocus
            />
          )}
          {back === undefined ? null : (
            // One button before and below the reason, so that the focus is not lost between them.
            <ActButton
              key="back"
              label={back.label}
              note={backOff}
              look={backOff !== undefined || sending === 'yes' ? 'off' : reason === undefined ? 'ready' : 'primary'}
              onPress={() => {
                if (reason === undefined) setReason('');
                else void send({ intent: () => back.intent(given), done: back.done, after: 'close' });
              }}
            />
          )}
          {reason === undefined ? null : (
            <button type="button" className="field-button" onClick={() => setReason(undefined)}>
              {t('warning:signSheet.back')}
            </button>
          )}
        </div>
      }
    >
      {children}
    </FieldSheet>
  );
}

function Posts(props: {
  all: readonly { readonly id: string; readonly name: string }[];
  chosen: string | undefined;
  choose: (id: string) => void;
}) {
  const { t } = useTranslation('warning');
  return (
    <fieldset className="m-0 grid gap-2 border-0 p-0">
      <legend className="p-0 text-meta text-ink-2">{t('sign.as')}</legend>
      <div className="flex flex-wrap gap-2">
        {props.all.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            className="field-button"
            aria-pressed={id === props.chosen}
            onClick={() => props.choose(id)}
          >
            {name}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** A name and what stands under it. */
export function PaperFact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0 break-words">
      <dt className="text-meta text-ink-3">{name}</dt>
      <dd className="m-0">{children}</dd>
    </div>
  );
}
