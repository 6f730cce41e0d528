import { toMs } from '@sitong/shared/kernel/time.ts';
import { canSendToDoor, isAtDoor } from '@sitong/shared/pillars/release/can-call.ts';
import { nextAttempt } from '@sitong/shared/pillars/release/clocks.ts';
import type { Call } from '@sitong/shared/pillars/release/state.ts';
import { useTranslation } from 'react-i18next';
import { usePracticeAt } from '../../plumbing/live/use-practice.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { Countdown, Elapsed } from '../../ui/clock/countdown.tsx';
import { formatStopwatch } from '../../ui/format/duration.ts';
import { formatTime } from '../../ui/format/time.ts';
import { Icon } from '../../ui/icon.tsx';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { useAct } from '../../wall/use-act.ts';
import type { CallAct } from './call-desk.tsx';
import { useNames } from './use-names.ts';

/** Answered, but has not said it back. */
export function MuteRow({ call, dueMs, onRecord }: { call: Call; dueMs: number; onRecord: () => void }) {
  const { t } = useTranslation(['warning', 'release']);
  const names = useNames();
  return (
    <li data-call={call.id} className="flex items-center gap-3 px-pad min-h-row-plan border-t border-row-line">
      <span className="font-medium whitespace-nowrap">{names.place(call.place)}</span>
      <span className="flex-1 min-w-0 leading-[1.3] text-ink-2">
        {t(`release:duty.${call.duty}`)} {names.person(call.person)}
      </span>
      <Countdown dueMs={dueMs} className="text-meta whitespace-nowrap" />
      <Button kind="quiet" onPress={onRecord} label={`${t('warning:silent.record')} ${names.person(call.person)}`}>
        {t('warning:silent.record')}
      </Button>
    </li>
  );
}

/** One who does not answer: what was tried, what comes next, what a person can do now. */
export function SilentCard(props: { call: Call; chosen: boolean; onFocus: () => void; onAct: (act: CallAct) => void }) {
  const { call, chosen, onFocus, onAct } = props;
  const { t } = useTranslation(['warning', 'release']);
  const names = useNames();
  const words = useRefusalWords();
  const session = useSession();
  const act = useAct();
  const door = canSendToDoor(call, session);
  const atDoor = isAtDoor(call);
  return (
    <li
      id={`silent-${call.id}`}
      data-call={call.id}
      tabIndex={chosen ? 0 : -1}
      aria-current={chosen || undefined}
      onFocus={onFocus}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
        // Else the browser presses with the same Enter what the dialog focuses: the number would show itself unasked.
        event.preventDefault();
        onAct({ kind: 'dial', call });
      }}
      className={`px-pad max-2xl:px-3 py-2.5 grid grid-cols-[minmax(0,1fr)] gap-2 border-b border-hairline outline-none focus-visible:shadow-[inset_0_0_0_2px_var(--focus)] ${chosen ? 'bg-bg-2' : ''}`}
    >
      <p className="m-0 flex items-baseline gap-3">
        <span className="text-row font-medium whitespace-nowrap">{names.place(call.place)}</span>
        <span className="text-row font-medium whitespace-nowrap">{names.person(call.person)}</span>
        <span className="flex-1 min-w-0 leading-[1.3] text-ink-2">{t(`release:duty.${call.duty}`)}</span>
        <Elapsed sinceMs={toMs(call.openedAt)} className="text-level-1 font-medium" />
      </p>
      <Attempts call={call} />
      <p className="m-0 flex flex-wrap items-center gap-x-2 text-meta text-ink-2">
        <PassedTo call={call} />
        <LastStep call={call} />
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onPress={() => onAct({ kind: 'dial', call })} {...(chosen ? { keys: 'Enter' } : {})}>
          {t('warning:silent.dial', { phone: names.phone(ringingPerson(call)) })}
        </Button>
        <Button onPress={() => onAct({ kind: 'record', call })} {...(chosen ? { keys: 'N' } : {})}>
          {t(atDoor ? 'warning:silent.recordDoor' : 'warning:silent.record')}
        </Button>
        {atDoor ? null : (
          <Button
            onPress={() => void act({ type: 'SendToDoor', callId: call.id })}
            disabledReason={
              door.allowed === 'yes'
                ? undefined
                : words({ code: door.code, ...(door.facts === undefined ? {} : { facts: door.facts }) })
            }
          >
            {t('warning:silent.toDoor')}
          </Button>
        )}
      </div>
    </li>
  );
}

/** Whose phone rings now: the last person the call was passed to. */
function ringingPerson(call: Call): string {
  return call.escalated.findLast(({ person }) => person !== undefined)?.person ?? call.person;
}

function Attempts({ call }: { call: Call }) {
  const { t } = useTranslation('warning');
  const now = useNow();
  const next = nextAttempt(call, usePracticeAt());
  return (
    <ul className="flex flex-wrap gap-1.5 m-0 p-0 list-none text-meta">
      {call.attempts.slice(-3).map((attempt) => (
        <li key={attempt.n} className="flex items-center gap-1 px-1.5 border border-control rounded-chip">
          <Icon name="cross" className="text-level-1" />
          {formatTime(toMs(attempt.at))}
        </li>
      ))}
      {next === undefined ? null : (
        <li className="px-1.5 border border-dashed border-control rounded-chip text-ink-1">
          {next.dueMs > now ? t('silent.next', { at: formatStopwatch(next.dueMs - now) }) : t('silent.nextNow')}
        </li>
      )}
    </ul>
  );
}

/** To whom the call was passed on. */
function PassedTo({ call }: { call: Call }) {
  const { t } = useTranslation('release');
  const passed = call.escalated.at(-1);
  if (passed === undefined) return null;
  return (
    <span className="px-1.5 border border-ink-1 rounded-chip bg-bg-2 text-ink-1 font-medium">
      {t(`escalatedTo.${passed.to}`)}
    </span>
  );
}

function LastStep({ call }: { call: Call }) {
  const { t } = useTranslation(['warning', 'release']);
  const names = useNames();
  const passed = call.escalated.at(-1);
  if (passed?.to === 'door') return t('warning:silent.door', { at: formatTime(toMs(passed.at)) });
  if (passed !== undefined) {
    return t('warning:silent.escalated', {
      to: t(`release:escalatedTo.${passed.to}`),
      name: passed.person === undefined ? '' : names.person(passed.person),
      at: formatTime(toMs(passed.at)),
    });
  }
  const last = call.attempts.at(-1);
  return last === undefined
    ? t('warning:silent.nextNow')
    : t('warning:silent.tries', { n: last.n, at: formatTime(toMs(last.at)) });
}
