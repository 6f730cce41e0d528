import { newId } from '@sitong/shared/kernel/ids.ts';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Elapsed } from '../../ui/clock/countdown.tsx';
import { CheckboxGroup } from '../../ui/form/checkbox-group.tsx';
import { ComboBox } from '../../ui/form/combo-box.tsx';
import { formatDayMinute } from '../../ui/format/time.ts';
import type { Enabled } from '../../ui/keys/action.ts';
import { Panel } from '../../ui/panel.tsx';
import { useNames } from '../../wall/command-line/names-store.ts';
import { testSound } from '../../wall/sound/sound-store.ts';
import { useAct, useMay } from '../../wall/use-act.ts';
import { CHECKS, type Check, handOverCounts } from './checklist.ts';

/** The running shift, and the hand-over to the next: every open matter seen and ticked, then two names. */
export function HandOverPanel() {
  const { t } = useTranslation('duty');
  const county = useCounty();
  const shift = useWorldState((state) => state.command.shifts['now']);
  const name = (id: string): string => county.persons.get(id)?.name ?? id;
  return (
    <Panel title={t('roster.title')} padded className="h-full overflow-auto">
      <div className="grid gap-5">
        {shift === undefined ? (
          <p className="m-0 text-key font-medium">{t('roster.nobody')}</p>
        ) : (
          <dl className="m-0 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
            <dt className="text-ink-3">{t('roster.officers')}</dt>
            <dd className="m-0 text-row font-medium">{shift.officers.map(name).join(' ')}</dd>
            <dt className="text-ink-3">{t('roster.leader')}</dt>
            <dd className="m-0 text-row font-medium">{name(shift.leader)}</dd>
            <dt className="text-ink-3">{t('roster.since')}</dt>
            <dd className="m-0">
              {formatDayMinute(Date.parse(shift.since))}{' '}
              <Elapsed sinceMs={Date.parse(shift.since)} className="text-ink-3" />
            </dd>
          </dl>
        )}
        <HandOver key={shift?.id ?? 'none'} />
      </div>
    </Panel>
  );
}

function HandOver() {
  const { t } = useTranslation('duty');
  const act = useAct();
  const may = useMay();
  const county = useCounty();
  const names = useNames();
  const state = useWorldState((world) => world);
  const counts = useMemo(() => handOverCounts(state), [state]);
  const [ticked, setTicked] = useState<readonly Check[]>([]);
  const [officer, setOfficer] = useState<string | null>(null);
  const [second, setSecond] = useState<string | null>(null);
  const [leader, setLeader] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const people = useMemo(() => {
    const keys = new Map(names.filter(({ kind }) => kind === 'person').map((row) => [row.id, row]));
    return county.data.persons
      .filter(({ division }) => division === county.county)
      .map(({ id, name, unit, title }) => {
        const row = keys.get(id);
        return {
          id,
          label: name,
          detail: `${unit} ${title}`,
          keys: row === undefined ? [] : [row.pinyin, row.initials],
        };
      });
  }, [county, names]);

  const ready = (): Enabled => {
    const role = may('StartShift');
    if (!role.enabled) return role;
    const open = CHECKS.filter((check) => !ticked.includes(check));
    if (open.length > 0) {
      return {
        enabled: false,
        reason: t('roster.unticked', { checks: open.map((check) => t(`roster.check.${check}`)).join('、') }),
      };
    }
    return officer === null || leader === null ? { enabled: false, reason: t('roster.needNames') } : { enabled: true };
  };
  const submit = async (): Promise<void> => {
    if (officer === null || leader === null) return;
    setPending(true);
    const officers = second === null || second === officer ? [officer] : [officer, second];
    const answer = await act({ type: 'StartShift', shiftId: newId(), officers, leader }, t('roster.done'));
    if (answer.ok) {
      const list = CHECKS.map((check) =>
        check === 'sound' ? t('roster.check.sound') : `${t(`roster.check.${check}`)} ${counts[check]}`,
      );
      await act({ type: 'EnterDutyLog', text: t('roster.logged', { list: list.join('，') }) });
    }
    setPending(false);
  };
  return (
    <form className="grid gap-4" onSubmit={(event) => event.preventDefault()}>
      <CheckboxGroup<Check>
        label={t('roster.checklist')}
        choices={CHECKS.map((check) => ({
          id: check,
          label: t(`roster.check.${check}`),
          detail: check === 'sound' ? t('roster.soundDetail') : t('roster.count', { count: counts[check] }),
        }))}
        value={ticked}
        onChange={setTicked}
      />
      <div className="flex gap-3">
        <Button onPress={() => void testSound('red')}>{t('roster.testRed')}</Button>
        <Button onPress={() => void testSound('order')}>{t('roster.testOrder')}</Button>
      </div>
      <div className="grid grid-cols-2 gap-3">
        <ComboBox label={t('roster.officers')} required choices={people} value={officer} onChange={setOfficer} />
        <ComboBox label={t('roster.second')} choices={people} value={second} onChange={setSecond} />
        <ComboBox label={t('roster.leader')} required choices={people} value={leader} onChange={setLeader} />
      </div>
      <div>
        <ActionButton
          kind="primary"
          pending={pending}
          action={{
            id: 'shift.start',
            key: 'Ctrl+Enter',
            labelKey: 'duty:roster.start',
            enabledWhen: ready,
            run: () => void submit(),
          }}
        />
      </div>
    </form>
  );
}
