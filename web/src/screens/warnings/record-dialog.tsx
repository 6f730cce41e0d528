import { canRecordFact, isAtDoor } from '@sitong/shared/pillars/release/can-call.ts';
import { type CallFact, CallFactSchema } from '@sitong/shared/pillars/release/events.ts';
import type { Call, FactRecord } from '@sitong/shared/pillars/release/state.ts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { ChipChoice } from '../../ui/chip.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';
import { showNotice } from '../../ui/feedback/toast.tsx';
import { CheckboxGroup } from '../../ui/form/checkbox-group.tsx';
import { NumberField } from '../../ui/form/number-field.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { formatTime } from '../../ui/format/time.ts';
import type { Enabled } from '../../ui/keys/action.ts';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { useAct } from '../../wall/use-act.ts';
import { useNames } from './use-names.ts';

type DeskVia = Extract<FactRecord['via'], 'voice' | 'door' | 'desk'>;

/** What a desk was told by phone or at the door: each fact for itself, none ticks another. */
export function RecordDialog({ call: opened, onClose }: { call: Call; onClose: () => void }) {
  const { t } = useTranslation(['warning', 'release', 'ui']);
  const names = useNames();
  const session = useSession();
  const words = useRefusalWords();
  const act = useAct();
  // The call goes on while the dialog is open; what is told meanwhile must show here.
  const call = useWorldState((state) => state.release.calls[opened.id]) ?? opened;
  const [via, setVia] = useState<DeskVia>(isAtDoor(call) ? 'door' : 'voice');
  const [facts, setFacts] = useState<CallFact[]>([]);
  const [text, setText] = useState('');
  const [moved, setMoved] = useState<number | null>(null);
  const [remaining, setRemaining] = useState<number | null>(null);
  const [sending, setSending] = useState(false);

  // What is told first is ticked first: Space, Tab, Space … Ctrl+Enter.
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input[type="checkbox"]:enabled')?.focus(), []);

  const asked = (fact: CallFact) => {
    const acting = fact === 'acting' || fact === 'done';
    return {
      fact,
      via,
      ...(acting && text.trim() !== '' ? { text: text.trim() } : {}),
      ...(acting && moved !== null ? { moved } : {}),
      ...(acting && remaining !== null ? { remaining } : {}),
    };
  };
  const enabled = (): Enabled => {
    if (facts.length === 0) return { enabled: false, reason: t('warning:record.nothing') };
    for (const fact of facts) {
      const can = canRecordFact(call, asked(fact), session);
      if (can.allowed === 'no')
        return {
          enabled: false,
          reason: words({ code: can.code, ...(can.facts === undefined ? {} : { facts: can.facts }) }),
        };
    }
    return { enabled: true };
  };
  const save = async (): Promise<void> => {
    setSending(true);
    for (const fact of facts) {
      const answer = await act({ type: 'RecordCallFact', callId: call.id, ...asked(fact) });
      if (!answer.ok) {
        setSending(false);
        return;
      }
      setFacts((left) => left.filter((one) => one !== fact));
    }
    showNotice({ kind: 'done', title: t('warning:record.saved') });
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('warning:record.title', { place: names.place(call.place), name: names.person(call.person) })}
      actions={
        <>
          <Button onPress={onClose}>{t('ui:dialog.cancel')}</Button>
          <ActionButton
            kind="primary"
            pending={sending}
            action={{
              id: 'call.save',
              key: 'Ctrl+Enter',
              labelKey: 'warning:record.save',
              enabledWhen: enabled,
              run: () => void save(),
            }}
          />
        </>
      }
    >
      <div ref={form} className="grid gap-4">
        <div className="grid gap-1">
          <span className="text-meta text-ink-2">{t('warning:record.via')}</span>
          <ChipChoice
            label={t('warning:record.via')}
            choices={(['voice', 'door', 'desk'] as const).map((id) => ({ id, label: t(`warning:via.${id}`) }))}
            value={via}
            onChange={setVia}
          />
        </div>
        <CheckboxGroup
          label={t('warning:record.facts')}
          choices={CallFactSchema.options.map((fact) => {
            const told = call.facts[fact];
            const label = t(`release:fact.${fact}`);
            if (told === undefined) return { id: fact, label };
            const by = `${formatTime(Date.parse(told.at))} ${told.simulated ? t('release:simulated') : names.person(told.by)}`;
            return told.simulated || fact === 'acting'
              ? { id: fact, label, detail: by }
              : { id: fact, label, disabledReason: by };
          })}
          value={facts}
          onChange={setFacts}
        />
        {facts.includes('acting') || facts.includes('done') ? (
          <>
            <TextField
              label={t('warning:record.text')}
              description={t('warning:record.textHint')}
              value={text}
              onChange={setText}
              maxLength={500}
              required={facts.includes('acting')}
            />
            <div className="grid grid-cols-2 gap-4">
              <NumberField
                label={t('warning:record.moved')}
                unit={t('warning:record.people')}
                min={0}
                value={moved}
                onChange={setMoved}
              />
              <NumberField
                label={t('warning:record.remaining')}
                unit={t('warning:record.people')}
                min={0}
                value={remaining}
                onChange={setRemaining}
              />
            </div>
          </>
        ) : null}
      </div>
    </Dialog>
  );
}
