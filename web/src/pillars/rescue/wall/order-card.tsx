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
    <li className="flex flex-col px-4 pt-2 pb-1 leading-[1.4] border-l border-row-line first:border-l-0">
      <p className="m-0 flex flex-wrap items-baseline gap-x-3">
        <span className="text-row font-medium">{county.teams.get(team)?.name ?? team}</span>
        <span className="ml-auto text-mini text-ink-3 whitespace-nowrap">{`D-${String(number).padStart(4, '0')}`}</span>
        <time className="text-mini text-ink-3 whitespace-nowrap" dateTime={new Date(savedMs).toISOString()}>
          {formatMoment(savedMs, now)}
        </time>
      </p>
      {/* What does not stand beside its outcome has a line of its own; the ladders stand at one height. */}
      <p className="m-0 mb-1 flex flex-wrap gap-x-3 text-mini [&>:last-child]:whitespace-nowrap">
        <span className="text-ink-2">{what}</span>
        {outcome}
      </p>
      <div className="mt-auto mb-1 text-mini [&_li>span]:px-[0.2em]">
        <Ladder steps={steps} />
      </div>
    </li>
  );
}
