import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';
import { showNotice } from '../../ui/feedback/toast.tsx';
import { Select } from '../../ui/form/select.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { drillsChanged, startDrill } from './drill-data.ts';
import { codeOf } from './query-state.ts';
import { SPEEDS } from './speeds.ts';

const officers = ['hand', 'scripted'] as const;

interface StartDrillProps {
  onClose: () => void;
  onStarted: (world: string) => void;
}

export function StartDrill({ onClose, onStarted }: StartDrillProps) {
  const { t } = useTranslation(['drill', 'ui', 'refusals']);
  const client = useQueryClient();
  const [title, setTitle] = useState('');
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>('1');
  const [who, setWho] = useState<(typeof officers)[number]>('hand');
  const [sending, setSending] = useState<'no' | 'yes'>('no');
  const go = async (): Promise<void> => {
    setSending('yes');
    try {
      const named = title.trim();
      const { world } = await startDrill({
        ...(named === '' ? {} : { title: named }),
        speed: Number(speed),
        officers: who,
      });
      showNotice({ kind: 'done', title: t('form.started') });
      drillsChanged(client);
      onStarted(world);
      onClose();
    } catch (error) {
      // The form stays as it was filled in.
      showNotice({ kind: 'refused', title: t('form.failed'), detail: t('refusals:unknown', { code: codeOf(error) }) });
      setSending('no');
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('form.title')}
      actions={
        <>
          <Button onPress={onClose}>{t('ui:dialog.cancel')}</Button>
          <ActionButton
            kind="primary"
            pending={sending === 'yes'}
            action={{ id: 'drill.go', key: 'Ctrl+Enter', labelKey: 'drill:form.go', run: () => void go() }}
          />
        </>
      }
    >
      <div className="grid gap-4">
        <p className="m-0">
          <span className="text-ink-3 pr-3">{t('form.scenario')}</span>
          {t('detail.scenarioName.storm')}
        </p>
        <Select
          label={t('form.officers')}
          choices={officers.map((id) => ({
            id,
            label: t(id === 'hand' ? 'form.officersHand' : 'form.officersScripted'),
          }))}
          value={who}
          onChange={setWho}
        />
        <Select
          label={t('form.speed')}
          choices={SPEEDS.map((id) => ({ id, label: t('form.times', { speed: id }) }))}
          value={speed}
          onChange={setSpeed}
        />
        <TextField
          label={t('form.name')}
          description={t('form.nameHow')}
          value={title}
          onChange={setTitle}
          maxLength={80}
        />
        <p className="m-0 text-meta text-ink-2">{t('detail.noSend')}</p>
      </div>
    </Dialog>
  );
}
