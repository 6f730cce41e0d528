import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { useTranslation } from 'react-i18next';
import { useReasonWords } from '../actions/reason-words.ts';
import type { Recommended } from '../selectors/recommendation.ts';

type LeftOut = Recommended['leftOut'][number];

/** Teams by why they are left out, in the order in which the reasons come. */
export function leftOutByReason(leftOut: readonly LeftOut[]): readonly { code: string; teams: LeftOut[] }[] {
  const by = new Map<string, LeftOut[]>();
  for (const out of leftOut) by.set(out.code, [...(by.get(out.code) ?? []), out]);
  return [...by].map(([code, teams]) => ({ code, teams })).sort((a, b) => b.teams.length - a.teams.length);
}

/** How many teams are left out and why, in one line: `未列入 16 队 能力不符 9 执行任务 6 不可用 1`. */
export function LeftOutSum({ table }: { table: Recommended }) {
  const { t } = useTranslation('dispatch');
  const words = useReasonWords();
  return (
    <p className="m-0 min-w-0 flex flex-wrap gap-x-4 text-meta text-ink-2">
      <span className="text-ink-3">{t('recommend.leftOut', { count: table.leftOut.length })}</span>
      {leftOutByReason(table.leftOut).map(({ code, teams }) => (
        <span key={code} className="whitespace-nowrap">
          {words.leftOutGroup(code)} <span className="text-ink-1">{teams.length}</span>
        </span>
      ))}
    </p>
  );
}

/** The same by name: nobody has to wonder whether one was forgotten. */
export function LeftOutNames({ table, county }: { table: Recommended; county: CountyIndex }) {
  const { t } = useTranslation('dispatch');
  const words = useReasonWords();
  return (
    <ul
      aria-label={t('recommend.leftOut', { count: table.leftOut.length })}
      className="m-0 p-0 list-none flex flex-wrap gap-x-4 max-h-[7.5em] overflow-auto text-meta text-ink-2"
    >
      {leftOutByReason(table.leftOut)
        .flatMap(({ teams }) => teams)
        .map((out) => (
          <li key={out.team} className="whitespace-nowrap">
            <span className="text-ink-1">{county.teams.get(out.team)?.name ?? out.team}</span> {words.leftOut(out)}
          </li>
        ))}
    </ul>
  );
}
