import type { ReactNode } from 'react';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { formatMoment } from '../../../ui/format/time.ts';
import { Ladder, type LadderStep } from '../../../ui/ladder.tsx';

/** One order of the wall's strip: who, which, when; what and what became of it; its ladder. */
export function OrderCard(props: {
  /** Team id. */
  team: string;
  number: number;
  savedMs: number;
  what: string;
  outcome: ReactNode;
  steps: readonly LadderStep[];
}) {
  const { team, number, savedMs, what, outcome, steps } = props;
  const county = useCounty();
  const now = useNow(60_000);
  return (
    <li className="px-4 pt-2 pb-1 leading-[1.4] border-l border-row-line first:border-l-0 min-w-0">
      <p className="m-0 flex items-baseline gap-3 whitespace-nowrap">
        <span className="text-row font-medium truncate">{county.teams.get(team)?.name ?? team}</span>
        <span className="ml-auto text-mini text-ink-3">{`D-${String(number).padStart(4, '0')}`}</span>
        <time className="text-mini text-ink-3" dateTime={new Date(savedMs).toISOString()}>
          {formatMoment(savedMs, now)}
        </time>
      </p>
      <p className="m-0 mb-3 flex gap-3 text-mini whitespace-nowrap">
        <span className="truncate text-ink-2">{what}</span>
        {outcome}
      </p>
      <div className="text-mini">
        <Ladder steps={steps} />
      </div>
    </li>
  );
}
