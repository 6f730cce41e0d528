import { toMs } from '@sitong/shared/kernel/time.ts';
import type { Call, Warning } from '@sitong/shared/pillars/release/state.ts';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CallBoard, callBoard } from '../../pillars/release/selectors/call-board.ts';
import { callClocks } from '../../pillars/release/selectors/call-clocks.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { usePracticeAt } from '../../plumbing/live/use-practice.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { useKeyAction } from '../../ui/keys/keys-context.tsx';
import { useLostFocus } from '../../ui/keys/use-lost-focus.ts';
import { Panel } from '../../ui/panel.tsx';
import { CallMatrix, worstOf } from './call-matrix.tsx';
import { ClockRow } from './clock-row.tsx';
import { DialDialog } from './dial-dialog.tsx';
import { calledByName } from './draft-form.ts';
import { RecordDialog } from './record-dialog.tsx';
import { SilentPane } from './silent-pane.tsx';

export type CallAct = { kind: 'dial' | 'record'; call: Call } | undefined;

/** The call the operator stands on: a row of the matrix or a card beside it, never one chosen for them elsewhere. */
function callUnderFocus(board: CallBoard, calls: readonly Call[]): Call | undefined {
  const at = document.activeElement;
  const card = at?.closest<HTMLElement>('[data-call]')?.dataset['call'];
  if (card !== undefined) return calls.find(({ id }) => id === card);
  const village = at?.closest<HTMLElement>('[data-matrix] [data-key]')?.dataset['key'];
  return worstOf(board.towns.flatMap(({ villages }) => villages).find(({ id }) => id === village));
}

/** Who of the called has answered, said it back, acts: the matrix, its clocks, and those not reached. */
export function CallDesk({ warning }: { warning: Warning }) {
  const { t } = useTranslation('warning');
  const county = useCounty();
  const all = useWorldState((state) => state.release.calls);
  const calls = useMemo(
    () => Object.values(all).filter(({ warningId }) => warningId === warning.id),
    [all, warning.id],
  );
  // Whether somebody counts as silent depends on the clock; a few seconds' grain spares the whole board.
  const now = useNow(3000);
  const practiceAt = usePracticeAt();
  const board = useMemo(() => callBoard(calls, county, practiceAt, now), [calls, county, practiceAt, now]);
  const [act, setAct] = useState<CallAct>();
  const issuedMs = toMs(warning.issued?.at ?? warning.draftedAt);
  // Issued a moment ago: the calls are opened next, and the board is theirs from the first.
  const byName = calledByName(warning.content, practiceAt(issuedMs));
  const place = useLostFocus<HTMLDivElement>(calls.length > 0 || byName === 'no');
  useKeyAction({
    id: 'call.record',
    key: 'N',
    labelKey: 'warning:keys.record',
    scope: 'list',
    enabledWhen: () =>
      callUnderFocus(board, calls) === undefined ? { enabled: false, reason: t('keys.pickCall') } : { enabled: true },
    run: () => {
      const call = callUnderFocus(board, calls);
      if (call !== undefined) setAct({ kind: 'record', call });
    },
  });
  const clocks = useMemo(
    () => callClocks(calls, board, issuedMs, county, practiceAt(issuedMs)),
    [calls, board, issuedMs, county, practiceAt],
  );
  if (calls.length === 0 && byName === 'no') {
    return (
      <Panel
        title={t('board.title')}
        state={{
          kind: 'empty',
          text: t('board.nobody'),
          detail: (
            <>
              <p className="m-0">{t('board.nobodyDetail')}</p>
              <p className="m-0">{t('board.recipients', { n: warning.issued?.recipients ?? 0 })}</p>
            </>
          ),
          checkedAtMs: now,
        }}
      />
    );
  }
  const close = (): void => setAct(undefined);
  return (
    // On a phone one below the other: the clocks, the board town by town, who is silent.
    <div className="grid grid-cols-[minmax(0,1fr)_25rem] max-2xl:grid-cols-[minmax(0,1fr)_19.5rem] grid-rows-[auto_minmax(0,1fr)] min-h-0 gap-gutter max-lg:flex max-lg:flex-col">
      <ClockRow clocks={clocks} />
      <div
        ref={place}
        data-next
        className="col-start-1 row-start-2 min-h-0 flex flex-col max-lg:h-[46rem] max-md:h-auto"
      >
        <CallMatrix board={board} onRecord={(call) => setAct({ kind: 'record', call })} />
      </div>
      <div className="col-start-2 row-start-1 row-span-2 max-2xl:row-start-2 max-2xl:row-span-1 min-h-0 grid">
        <SilentPane warning={warning} calls={calls} nowMs={now} onAct={setAct} />
      </div>
      {act?.kind === 'dial' ? (
        <DialDialog call={act.call} onClose={close} onRecord={() => setAct({ kind: 'record', call: act.call })} />
      ) : null}
      {act?.kind === 'record' ? <RecordDialog call={act.call} onClose={close} /> : null}
    </div>
  );
}
