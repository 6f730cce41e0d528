import { orderFaults, type PracticeValues, practiceField, valueFaults } from '@sitong/shared/kernel/practice.ts';
import type { PracticeValue } from '@sitong/shared/kernel/practice-leaf.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../../ui/action-button.tsx';
import { Button } from '../../../ui/button.tsx';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { useAct, useMay } from '../../../wall/use-act.ts';
import { PastLine } from './past-line.tsx';
import { momentOf } from './practice-data.ts';
import { ValueField } from './value-field.tsx';
import { useValueWords } from './value-words.ts';

interface ChangePaneProps {
  chosen: string | null;
  /** In force now. */
  values: PracticeValues;
  /** Changed and not yet sent. */
  draft: PracticeValues;
  /** The newest version seen. */
  version: number;
  onDraft: (draft: PracticeValues) => void;
}

function without(draft: PracticeValues, path: string): PracticeValues {
  return Object.fromEntries(Object.entries(draft).filter(([one]) => one !== path));
}

/** The chosen value, what has been changed so far, from when on it holds and why. */
export function ChangePane({ chosen, values, draft, version, onDraft }: ChangePaneProps) {
  const { t } = useTranslation('practice');
  const words = useValueWords();
  const act = useAct();
  const may = useMay()('SetPractice');
  const now = useNow(60_000);
  const [from, setFrom] = useState('');
  const [reason, setReason] = useState('');
  const leaf = chosen === null ? undefined : practiceField(chosen);
  const changed = Object.entries(draft);
  const fromMs = from.trim() === '' ? undefined : momentOf(from);
  const badFrom = from.trim() !== '' && (fromMs === undefined || fromMs < now - 60_000);
  const faults = [...valueFaults(draft), ...orderFaults({ ...values, ...draft })];
  const errorOf = (path: string): string | undefined => {
    const fault = faults.find((one) => one.path === path || (one.code === 'out_of_order' && one.after === path));
    if (fault === undefined || !(path in draft)) return undefined;
    if (fault.code === 'out_of_order')
      return `${words.name(fault.path)}：${t('edit.order', { after: words.name(fault.after) })}`;
    const found = practiceField(path);
    return found !== undefined && (found.kind === 'whole' || found.kind === 'number')
      ? t('edit.bounds', { least: words.value(path, found.least), most: words.value(path, found.most) })
      : t('edit.none');
  };
  const set = (path: string, value: PracticeValue | undefined): void => {
    const rest = without(draft, path);
    onDraft(value === undefined || value === values[path] ? rest : { ...rest, [path]: value });
  };
  const missing = ((): string | undefined => {
    if (!may.enabled) return may.reason;
    if (changed.length === 0) return t('edit.nothing');
    const [fault] = faults;
    if (fault !== undefined)
      return `${words.name(fault.path)}：${errorOf(fault.path) ?? t('edit.order', { after: '' })}`;
    if (badFrom) return t('edit.fromBad');
    return reason.trim() === '' ? t('edit.reason') : undefined;
  })();
  const submit = async (): Promise<void> => {
    const answer = await act(
      {
        type: 'SetPractice',
        values: { ...draft },
        reason: reason.trim(),
        sawVersion: version,
        ...(fromMs === undefined ? {} : { effectiveFrom: toTimestamp(fromMs) }),
      },
      t('edit.done', { version: version + 1 }),
    );
    if (!answer.ok) return;
    onDraft({});
    setFrom('');
    setReason('');
  };
  return (
    <Panel
      className="h-full"
      title={t('edit.title')}
      footer={
        <ActionButton
          kind="primary"
          action={{
            id: 'practice.submit',
            key: 'Ctrl+Enter',
            labelKey: 'practice:edit.submit',
            enabledWhen: () => (missing === undefined ? { enabled: true } : { enabled: false, reason: missing }),
            run: () => void submit(),
          }}
        />
      }
    >
      <div className="h-full overflow-auto p-pad grid gap-4 content-start">
        {chosen === null || leaf === undefined ? (
          <p className="m-0 text-ink-2">{t('edit.none')}</p>
        ) : (
          <div className="grid gap-2">
            <h3 className="m-0 text-body font-medium">{words.name(chosen)}</h3>
            <ValueField
              leaf={leaf}
              value={draft[chosen] ?? values[chosen]}
              error={errorOf(chosen)}
              onChange={(value) => set(chosen, value)}
            />
            <div className="flex flex-wrap items-center gap-x-3 text-meta text-ink-3">
              <span>{t('edit.shipped', { value: words.value(chosen, leaf.shipped) })}</span>
              <span>{t('edit.source', { source: t(`source.${leaf.source}`) })}</span>
            </div>
            {(draft[chosen] ?? values[chosen]) === leaf.shipped ? null : (
              <span>
                <Button onPress={() => set(chosen, leaf.shipped)}>{t('edit.toShipped')}</Button>
              </span>
            )}
          </div>
        )}
        <div className="grid gap-1 border-t border-hairline pt-3">
          <h3 className="m-0 text-body font-medium">{t('edit.list', { count: changed.length })}</h3>
          {changed.length === 0 ? <p className="m-0 text-meta text-ink-3">{t('edit.nothing')}</p> : null}
          <ul className="m-0 p-0 list-none grid gap-1">
            {changed.map(([path, value]) => (
              <li key={path} className="flex items-center gap-2">
                <span className="min-w-0 grid">
                  {t('edit.change', {
                    name: words.name(path),
                    from: words.value(path, values[path]),
                    to: words.value(path, value),
                  })}
                  <PastLine path={path} value={value} />
                </span>
                <span className="ml-auto shrink-0">
                  <Button onPress={() => onDraft(without(draft, path))}>{t('edit.drop')}</Button>
                </span>
              </li>
            ))}
          </ul>
        </div>
        <TextField
          label={t('edit.from')}
          description={t('edit.fromHow')}
          value={from}
          onChange={setFrom}
          maxLength={20}
          error={badFrom ? t('edit.fromBad') : undefined}
        />
        <TextField
          label={t('edit.reason')}
          description={t('edit.reasonHow')}
          value={reason}
          onChange={setReason}
          maxLength={300}
          lines={2}
          required
        />
        <p className="m-0 text-meta text-ink-3">{t('edit.rule')}</p>
      </div>
    </Panel>
  );
}
