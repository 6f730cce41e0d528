import { canSendToDoor } from '@sitong/shared/pillars/release/can-call.ts';
import type { Call, Warning } from '@sitong/shared/pillars/release/state.ts';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notUnderstoodCalls, unansweredCalls } from '../../pillars/release/selectors/call-board.ts';
import { usePracticeAt } from '../../plumbing/live/use-practice.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { Button } from '../../ui/button.tsx';
import { formatMinute } from '../../ui/format/time.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { useKeyAction } from '../../ui/keys/keys-context.tsx';
import { Panel } from '../../ui/panel.tsx';
import { walkWithJK } from '../../ui/table/list-keys.ts';
import { useAct, useMay } from '../../wall/use-act.ts';
import type { CallAct } from './call-desk.tsx';
import { downloadCallList } from './call-list-file.ts';
import { MuteRow, SilentCard } from './silent-card.tsx';
import { useNames } from './use-names.ts';

/** Drawn at once; more are counted and walked to with F3. */
const MOST_CARDS = 12;
const MOST_MUTE = 4;

/** 未叫应: the longest silent first, what was tried, what comes next, and what a person can do now. */
export function SilentPane(props: {
  warning: Warning;
  calls: readonly Call[];
  nowMs: number;
  onAct: (act: CallAct) => void;
}) {
  const { warning, calls, nowMs, onAct } = props;
  const { t } = useTranslation('warning');
  const names = useNames();
  const act = useAct();
  const may = useMay()('SendToDoor');
  const session = useSession();
  const practiceAt = usePracticeAt();
  const [focused, setFocused] = useState<string>();
  const silent = useMemo(() => unansweredCalls(calls, practiceAt, nowMs), [calls, practiceAt, nowMs]);
  const mute = useMemo(() => notUnderstoodCalls(calls, practiceAt), [calls, practiceAt]);
  const chosen = silent.find(({ id }) => id === focused) ?? silent[0];
  const sendable = silent.filter((call) => canSendToDoor(call, session).allowed === 'yes');

  useKeyAction({
    id: 'call.next',
    // F3 alone is the console's own: the next unacknowledged alarm, wherever one stands.
    key: 'Shift+F3',
    labelKey: 'warning:keys.next',
    enabledWhen: () => (silent.length === 0 ? { enabled: false, reason: t('silent.none') } : { enabled: true }),
    run: () => {
      const at = silent.findIndex(({ id }) => id === chosen?.id);
      const next = focused === undefined ? silent[0] : silent[(at + 1) % silent.length];
      setFocused(next?.id);
      document.getElementById(`silent-${next?.id ?? ''}`)?.focus();
    },
  });
  const allToDoor = async (): Promise<void> => {
    for (const call of sendable) {
      const answer = await act({ type: 'SendToDoor', callId: call.id });
      if (!answer.ok) return;
    }
  };

  return (
    <Panel
      title={t('silent.title', { n: silent.length })}
      meta={mute.length === 0 ? undefined : t('silent.alsoMute', { n: mute.length })}
      actions={<KeyHint keys="Shift+F3" />}
      footer={
        <>
          {/* Without a key: the Ctrl+Enter that records an answer, pressed twice, must not knock at every door. */}
          <Button
            kind="primary"
            onPress={() => void allToDoor()}
            disabledReason={!may.enabled ? may.reason : sendable.length === 0 ? t('silent.none') : undefined}
          >
            {t('silent.allToDoor')}
          </Button>
          <Button onPress={() => downloadCallList(warning, calls, names)}>{t('silent.export')}</Button>
        </>
      }
    >
      <div className="flex flex-col h-full min-h-0">
        <ol data-keys="list" onKeyDownCapture={walkCards} className="flex-1 min-h-0 overflow-auto m-0 p-0 list-none">
          {silent.length === 0 ? (
            <li className="p-pad">
              <p className="m-0 text-key font-medium">{t('silent.none')}</p>
              <p className="m-0 text-ink-2">{t('silent.noneDetail')}</p>
              <p className="m-0 text-meta text-ink-3">{formatMinute(nowMs)}</p>
            </li>
          ) : null}
          {silent.slice(0, MOST_CARDS).map((call) => (
            <SilentCard
              key={call.id}
              call={call}
              chosen={call.id === chosen?.id}
              onFocus={() => setFocused(call.id)}
              onAct={onAct}
            />
          ))}
          {silent.length > MOST_CARDS ? (
            <li className="px-pad py-2 text-meta text-ink-2">
              {t('silent.moreMute', { n: silent.length - MOST_CARDS })}
            </li>
          ) : null}
        </ol>
        {mute.length === 0 ? null : (
          <section className="shrink-0 border-t border-hairline">
            <header className="flex flex-wrap items-baseline gap-x-3 px-pad py-2">
              <h3 className="m-0 text-body font-medium">{t('silent.mute', { n: mute.length })}</h3>
              <span className="text-meta text-ink-3">{t('silent.muteNote')}</span>
            </header>
            <ul data-keys="list" className="m-0 p-0 list-none">
              {mute.slice(0, MOST_MUTE).map(({ call, dueMs }) => (
                <MuteRow key={call.id} call={call} dueMs={dueMs} onRecord={() => onAct({ kind: 'record', call })} />
              ))}
            </ul>
            {mute.length > MOST_MUTE ? (
              <p className="m-0 px-pad py-1 text-meta text-ink-3">
                {t('silent.moreMute', { n: mute.length - MOST_MUTE })}
              </p>
            ) : null}
          </section>
        )}
      </div>
    </Panel>
  );
}

/** J, K and the arrows walk the cards as they walk every other list. */
function walkCards(event: KeyboardEvent<HTMLElement>): void {
  walkWithJK(event);
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const cards = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-call]')];
  const here = cards.findIndex((card) => card.contains(document.activeElement));
  const next = cards[here + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
