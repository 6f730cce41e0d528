import { newId } from '@sitong/shared/kernel/ids.ts';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { keepSession, useSession } from '../../plumbing/session/session-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { showNotice } from '../../ui/feedback/toast.tsx';
import { CheckboxGroup } from '../../ui/form/checkbox-group.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import type { Enabled } from '../../ui/keys/action.ts';
import { testSound } from '../../wall/sound/sound-store.ts';
import { useAct, useMay } from '../../wall/use-act.ts';
import { CHECKS, type Check, handOverCounts } from './checklist.ts';
import { type Crew, CrewFields, NO_CREW } from './crew-fields.tsx';
import {
  askedOfSigners,
  NOBODY,
  nowAsked,
  refusedHandOver,
  type Side,
  type Signer,
  signHandOver,
} from './sign-hand-over.ts';
import { SignerFields } from './signer-fields.tsx';

/**
 * The hand-over: every open matter seen and ticked, the next crew named, and two signatures. Where no shift runs
 * there is nobody to hand over, and the shift just begins.
 */
export function HandOverForm() {
  const { t } = useTranslation(['duty', 'account']);
  const act = useAct();
  const may = useMay();
  const { username } = useSession();
  const world = useLive((live) => live.world);
  const state = useWorldState((whole) => whole);
  const running = state.command.shifts['now'] !== undefined;
  const counts = useMemo(() => handOverCounts(state), [state]);
  const [ticked, setTicked] = useState<readonly Check[]>([]);
  const [crew, setCrew] = useState<Crew>(NO_CREW);
  const [signers, setSigners] = useState<Readonly<Record<Side, Signer>>>({
    outgoing: { ...NOBODY, username },
    incoming: NOBODY,
  });
  const [inPlaceReason, setInPlaceReason] = useState('');
  const [refused, setRefused] = useState<{ side: Side; sentence: string }>();
  const [pending, setPending] = useState(false);
  const sign = (side: Side, signer: Signer): void => setSigners((both) => ({ ...both, [side]: signer }));

  const ready = (): Enabled => {
    const role = may('StartShift');
    if (!role.enabled) return role;
    const open = CHECKS.filter((check) => !ticked.includes(check));
    if (open.length > 0) {
      const checks = open.map((check) => t(`duty:roster.check.${check}`)).join('、');
      return { enabled: false, reason: t('duty:roster.unticked', { checks }) };
    }
    if (crew.officer === null || crew.leader === null) return { enabled: false, reason: t('duty:roster.needNames') };
    const unsigned = Object.values(signers).some((one) => one.username.trim() === '' || one.password === '');
    return running && unsigned ? { enabled: false, reason: t('account:handOver.needSigns') } : { enabled: true };
  };
  const submit = async (): Promise<void> => {
    const { officer, second, leader } = crew;
    if (officer === null || leader === null) return;
    const officers = second === null || second === officer ? [officer] : [officer, second];
    setPending(true);
    setRefused(undefined);
    try {
      if (!running) {
        await act({ type: 'StartShift', shiftId: newId(), officers, leader }, t('duty:roster.done'));
        return;
      }
      const checks = CHECKS.map((check) => ({ check, open: check === 'sound' ? 0 : counts[check] }));
      const shift = { shiftId: newId(), officers, leader, checks, inPlaceReason, ...signers };
      const session = await signHandOver(world, shift);
      showNotice({ kind: 'done', title: t('duty:roster.done') });
      keepSession(session);
    } catch (error) {
      const { why, side, code } = refusedHandOver(error);
      setSigners((both) => nowAsked(both, askedOfSigners(error)));
      const words = { side: t(`account:handOver.${side}`), code };
      setRefused({ side, sentence: t(`account:handOver.why.${why}`, words) });
    } finally {
      setPending(false);
    }
  };
  return (
    <form className="grid gap-4 [&_*]:scroll-mb-20" onSubmit={(event) => event.preventDefault()}>
      <CheckboxGroup<Check>
        label={t('duty:roster.checklist')}
        choices={CHECKS.map((check) => ({
          id: check,
          label: t(`duty:roster.check.${check}`),
          detail: check === 'sound' ? t('duty:roster.soundDetail') : t('duty:roster.count', { count: counts[check] }),
        }))}
        value={ticked}
        onChange={setTicked}
        columns="twoWhenLow"
      />
      <div className="flex gap-3">
        <Button onPress={() => void testSound('red')}>{t('duty:roster.testRed')}</Button>
        <Button onPress={() => void testSound('order')}>{t('duty:roster.testOrder')}</Button>
      </div>
      <CrewFields crew={crew} onChange={setCrew} />
      {running ? (
        <>
          <p className="m-0 text-meta text-ink-3">{t('account:handOver.note')}</p>
          <div className="grid grid-cols-2 gap-3">
            {(['outgoing', 'incoming'] as const).map((side) => (
              <SignerFields
                key={side}
                side={side}
                signer={signers[side]}
                onChange={(signer) => sign(side, signer)}
                error={refused?.side === side ? refused.sentence : undefined}
              />
            ))}
          </div>
          <TextField
            label={t('account:handOver.inPlace')}
            description={t('account:handOver.inPlaceHow')}
            value={inPlaceReason}
            onChange={setInPlaceReason}
            maxLength={200}
          />
        </>
      ) : null}
      {/* Stays in sight however low the window: what all above is filled in for. */}
      <div className="sticky bottom-0 bg-bg-1 border-t border-hairline py-2">
        <ActionButton
          kind="primary"
          pending={pending}
          action={{
            id: 'shift.start',
            key: 'Ctrl+Enter',
            labelKey: running ? 'account:handOver.sign' : 'account:handOver.start',
            enabledWhen: ready,
            run: () => void submit(),
          }}
        />
      </div>
    </form>
  );
}
