import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { levelText } from '../../ui/level/level.ts';
import { LevelGlyph } from '../../ui/level/level-glyph.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { Checked, LastWarning, ReceivedThisMonth } from './quiet-facts.tsx';
import { type WarningInForce, warningsTogether } from './warnings-in-force.ts';

/** Warnings in force, received and our own: how bad, where, how many have answered, how long still. */
export function WarningsPanel({ rows }: { rows: number }) {
  const { t } = useTranslation('wall');
  const warnings = useWorldState((state) => state.release.warnings);
  const calls = useWorldState((state) => state.release.calls);
  const incoming = useWorldState((state) => state.monitoring.incoming);
  const list = useMemo(() => warningsTogether(warnings, calls, incoming), [warnings, calls, incoming]);
  const more = list.length - rows;
  return (
    <Panel
      title={t('warnings.title', { count: list.length })}
      meta={list.length === 0 ? <ReceivedThisMonth className="lang-en:hidden" /> : undefined}
      actions={
        more > 0 ? <span>{t('warnings.more', { count: more })}</span> : list.length === 0 ? <Checked /> : undefined
      }
      state={
        list.length === 0 ? { kind: 'empty', text: t('warnings.none'), detail: <LastWarning /> } : { kind: 'ready' }
      }
    >
      <ul className="m-0 p-0 list-none">
        {list.slice(0, rows).map((warning) => (
          <WarningRow key={warning.id} warning={warning} />
        ))}
      </ul>
    </Panel>
  );
}

const WarningRow = memo(function WarningRow({ warning }: { warning: WarningInForce }) {
  const { t } = useTranslation(['wall', 'command']);
  const county = useCounty();
  const { span } = useFormat();
  const now = useNow(10_000);
  const { level, hazard, divisions, areaText, calls, kind } = warning;
  const left = warning.expiresMs - now;
  const colour = level === undefined ? 'text-ink-1' : levelText[level];
  const name =
    level === undefined || hazard === undefined
      ? warning.headline
      : t('wall:warnings.name', { hazard: t(`command:hazard.${hazard}`), colour: t(`wall:warnings.colour.${level}`) });
  const where = areaText !== '' ? areaText : divisions.map(county.divisionName).join(' ');
  const rest =
    left > 0 ? t('wall:warnings.left', { span: span(left) }) : t('wall:warnings.over', { span: span(-left) });
  const answers =
    calls.called === 0 ? null : t('wall:warnings.calls', { answered: calls.answered, called: calls.called });
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center content-center gap-x-3 px-pad min-h-row-warning leading-[1.3] border-b border-row-line">
      {level === undefined ? <span className="size-6" /> : <LevelGlyph level={level} size={24} />}
      <p className={`m-0 text-row lang-en:text-meta font-medium min-w-0 leading-[1.3] ${colour}`}>
        {name}
        {level === undefined ? null : (
          // The numeral stays with the last word; an English name has its room without the dot.
          <>
            {'\u00a0'}
            <span className="lang-en:hidden">{'·\u00a0'}</span>
            {t(`wall:warnings.numeral.${level}`)}
          </>
        )}
      </p>
      <span className="text-mini text-ink-2 whitespace-nowrap">
        {kind === 'incoming' ? t('wall:warnings.received') : answers}
      </span>
      <p className="col-start-2 col-span-2 m-0 flex flex-wrap justify-between gap-x-3 text-mini text-ink-2">
        <span>{where}</span>
        <span className={`ml-auto whitespace-nowrap ${left > 0 ? '' : 'text-fault'}`}>{rest}</span>
      </p>
    </li>
  );
});
