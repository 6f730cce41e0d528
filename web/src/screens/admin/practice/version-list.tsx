import { toMs } from '@sitong/shared/kernel/time.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { Dialog } from '../../../ui/feedback/dialog.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { formatDayMinute } from '../../../ui/format/time.ts';
import { useAct, useMay } from '../../../wall/use-act.ts';
import type { PracticeVersion } from './practice-data.ts';
import { useValueWords } from './value-words.ts';

const MOST_SHOWN = 6;
const LOOK = { past: 'lacks', in_force: 'has', waiting: 'partly', withdrawn: 'lacks' } as const;

const stamp = (time: string): string => `${time.slice(0, 4)}-${formatDayMinute(toMs(time))}`;

/** Versions, newest first: who set what, from when on and why. One that waits can be taken back. */
export function VersionList({ history }: { history: readonly PracticeVersion[] }) {
  const { t } = useTranslation('practice');
  const words = useValueWords();
  const county = useCounty();
  const may = useMay()('WithdrawPractice');
  const [asked, setAsked] = useState<number>();
  const nameOf = (person: string): string => county.persons.get(person)?.name ?? person;
  if (history.length === 0) return <p className="m-0 p-pad text-ink-2">{t('history.empty')}</p>;
  return (
    <ol className="m-0 p-0 list-none h-full overflow-auto">
      {history.map((row) => (
        <li key={row.version} className="px-pad py-2.5 border-b border-row-line grid gap-1">
          <div className="flex flex-wrap items-center gap-x-2">
            <span className="font-medium whitespace-nowrap">{t('history.version', { version: row.version })}</span>
            <Chip kind={LOOK[row.state]}>{t(`history.state.${row.state}`)}</Chip>
            <span className="ml-auto text-meta text-ink-2 whitespace-nowrap">
              {t('history.from', { at: stamp(row.effectiveFrom) })}
            </span>
          </div>
          {row.origin === 'changed' ? (
            <ul className="m-0 p-0 list-none text-meta text-ink-2">
              {Object.entries(row.changes)
                .slice(0, MOST_SHOWN)
                .map(([path, value]) => (
                  <li key={path}>
                    {words.name(path)} <span className="text-ink-1">{words.value(path, value)}</span>
                  </li>
                ))}
            </ul>
          ) : null}
          {row.origin !== 'changed' || Object.keys(row.changes).length > MOST_SHOWN ? (
            <span className="text-meta text-ink-2">
              {t(`history.origin.${row.origin}`, { n: Object.keys(row.changes).length })}
            </span>
          ) : null}
          {row.origin === 'changed' ? (
            <span className="text-meta text-ink-3">
              {t('history.by', { by: nameOf(row.madeBy), at: stamp(row.madeAt) })} {row.reason}
            </span>
          ) : null}
          {row.withdrawn === undefined ? null : (
            <span className="text-meta text-ink-3">
              {t('history.withdrawn', {
                by: nameOf(row.withdrawn.by),
                at: stamp(row.withdrawn.at),
                reason: row.withdrawn.reason,
              })}
            </span>
          )}
          {row.state === 'waiting' ? (
            <span>
              <Button disabledReason={may.enabled ? undefined : may.reason} onPress={() => setAsked(row.version)}>
                {t('history.withdraw')}
              </Button>
            </span>
          ) : null}
        </li>
      ))}
      {asked === undefined ? null : <Withdraw version={asked} onClose={() => setAsked(undefined)} />}
    </ol>
  );
}

function Withdraw({ version, onClose }: { version: number; onClose: () => void }) {
  const { t } = useTranslation(['practice', 'ui']);
  const act = useAct();
  const [reason, setReason] = useState('');
  const submit = async (): Promise<void> => {
    const answer = await act({ type: 'WithdrawPractice', version, reason: reason.trim() }, t('history.withdrawnDone'));
    if (answer.ok) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('history.withdrawTitle', { version })}
      actions={
        <>
          <Button onPress={onClose}>{t('ui:dialog.cancel')}</Button>
          <ActionButton
            kind="danger"
            action={{
              id: 'practice.withdraw',
              key: 'Ctrl+Enter',
              labelKey: 'practice:history.withdraw',
              enabledWhen: () =>
                reason.trim() === '' ? { enabled: false, reason: t('history.why') } : { enabled: true },
              run: () => void submit(),
            }}
          />
        </>
      }
    >
      <TextField label={t('history.why')} value={reason} onChange={setReason} maxLength={300} required autoFocus />
    </Dialog>
  );
}
