import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { type ReactNode, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { Countdown, Elapsed } from '../../ui/clock/countdown.tsx';
import type { BarState } from '../../ui/state-bar.tsx';
import { DenseList } from '../../ui/table/dense-list.tsx';
import type { OpenNeed } from './needs.ts';

/** What still waits for a team, most pressing first. */
export function NeedList(props: {
  needs: readonly OpenNeed[];
  selectedId: string | null;
  onSelect: (id: string) => void;
  onAct: (id: string) => void;
}) {
  const { needs, selectedId, onSelect, onAct } = props;
  const { t } = useTranslation(['dispatch', 'rescue']);
  const county = useCounty();
  const title = useCallback(
    (need: OpenNeed): string =>
      need.order === undefined ? t('need.first', { title: need.incident.title }) : need.order.content.task,
    [t],
  );
  const row = useCallback(
    (need: OpenNeed): ReactNode => (
      <div className="grid gap-0.5 w-full min-w-0">
        <div className="flex items-baseline gap-2 min-w-0">
          <span className="font-medium truncate">{title(need)}</span>
          <span
            className={`ml-auto shrink-0 text-meta ${need.kind === 'first' ? 'text-ink-1' : 'text-level-3 font-medium'}`}
          >
            {need.kind === 'first' || need.dueMs === undefined ? (
              <Elapsed sinceMs={need.sinceMs} />
            ) : (
              <Countdown dueMs={need.dueMs} />
            )}
          </span>
        </div>
        <p className="m-0 flex gap-3 text-meta text-ink-3 whitespace-nowrap overflow-hidden">
          <span>{shownNumber('I', need.incident.number)}</span>
          {need.order === undefined ? null : (
            <span>
              {shownNumber('D', need.order.number)} {county.teams.get(need.order.team)?.name}
            </span>
          )}
          <span className="truncate">
            {t(`need.kind.${need.kind}`)}
            {need.kind === 'first'
              ? ` ${need.skills.map((skill) => t(`rescue:skill.${skill}`)).join(t('listComma'))}`
              : null}
          </span>
        </p>
      </div>
    ),
    [t, county, title],
  );
  return (
    <DenseList
      label={t('need.title')}
      rows={needs}
      rowHeight="advice"
      textOf={title}
      barOf={barOf}
      selectedId={selectedId}
      onSelect={onSelect}
      onAct={onAct}
      empty={t('need.empty')}
    >
      {row}
    </DenseList>
  );
}

const barOf = (need: OpenNeed): BarState => (need.kind === 'first' ? 'none' : 'solid');
