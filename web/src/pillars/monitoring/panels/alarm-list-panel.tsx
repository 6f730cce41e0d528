import { LEVELS } from '@sitong/shared/kernel/level.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { levelText } from '../../../ui/level/level.ts';
import { LevelGlyph } from '../../../ui/level/level-glyph.tsx';
import { Panel, type PanelProps } from '../../../ui/panel.tsx';
import type { BarState } from '../../../ui/state-bar.tsx';
import { DenseList } from '../../../ui/table/dense-list.tsx';
import { type AlarmGroup, alarmTotals, showsRows, unackedIn } from '../selectors/alarm-list.ts';
import { causeWords } from '../selectors/cause-words.ts';
import type { Flood } from '../selectors/flood.ts';
import { AlarmRow } from './alarm-row.tsx';

export interface AlarmListPanelProps {
  groups: readonly AlarmGroup[];
  flood: Flood;
  floodLeave: number;
  /** Title of a group by incident or town; pinned and shelved name themselves. */
  titleOf: (group: AlarmGroup) => string;
  selectedId: string | undefined;
  onSelect: (id: string) => void;
  onAct: (id: string) => void;
  state: NonNullable<PanelProps['state']>;
}

const rowOf = (alarm: Alarm): ReactNode => <AlarmRow alarm={alarm} />;

function barOf(alarm: Alarm): BarState {
  if (alarm.shelved !== undefined || alarm.status === 'acked') return 'none';
  return alarm.status === 'unacked' ? 'solid' : 'dashed';
}

/** Every open alarm by incident and area, red pinned; in a flood, counters where nothing is asked for. */
export function AlarmListPanel(props: AlarmListPanelProps) {
  const { groups, flood, floodLeave, titleOf } = props;
  const { t } = useTranslation(['monitoring', 'rescue']);
  const county = useCounty();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const all = useMemo(() => groups.flatMap(({ alarms }) => alarms), [groups]);
  const totals = useMemo(() => alarmTotals(all), [all]);
  const placed = useMemo(
    () => new Map(groups.flatMap((group) => group.alarms.map(({ id }) => [id, group.id] as const))),
    [groups],
  );
  const shown = useMemo(
    () => groups.filter((group) => showsRows(group, flood.mode, opened)).flatMap(({ alarms }) => alarms),
    [groups, flood.mode, opened],
  );
  const toggle = (id: string): void =>
    setOpened((was) => {
      const next = new Set(was);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const textOf = useCallback(
    (alarm: Alarm): string => {
      const { title, detail } = causeWords(alarm.cause, county, t);
      return `${t(`monitoring:priority.${alarm.priority}`)} ${title} ${detail} ${t(`monitoring:alarmStatus.${alarm.status}`)}`;
    },
    [county, t],
  );
  return (
    <Panel
      className="h-full"
      title={t('monitoring:list.title', { count: totals.all })}
      meta={
        <>
          <span>{t('monitoring:list.unacked', { count: totals.unacked })}</span>
          <span>{t('monitoring:list.acked', { count: totals.acked })}</span>
          <span>{t('monitoring:list.shelved', { count: totals.shelved })}</span>
        </>
      }
      actions={
        <>
          <KeyHint keys="F3" />
          {t('monitoring:list.next')}
        </>
      }
      state={props.state}
    >
      {all.length === 0 ? null : (
        <div className="flex flex-col h-full min-h-0">
          {flood.mode === 'flooded' ? (
            <p className="m-0 flex items-center gap-3 px-pad min-h-panel-title bg-bg-2 border-b border-hairline">
              <Icon name="list" />
              <span className="font-medium">{t('monitoring:list.flood')}</span>
              <span className="text-meta text-ink-2">{t('monitoring:list.floodDetail', { count: flood.recent })}</span>
              <span className="ml-auto text-meta text-ink-3">
                {t('monitoring:list.floodEnd', { count: floodLeave })}
              </span>
            </p>
          ) : null}
          <div className="flex-1 min-h-0">
            <DenseList<Alarm>
              label={t('monitoring:list.label')}
              rows={shown}
              textOf={textOf}
              barOf={barOf}
              rowHeight="alarm"
              groups={groups
                .filter(({ kind }) => kind !== 'pinned')
                .map((group) => ({
                  id: group.id,
                  heading: (
                    <GroupHead
                      group={group}
                      title={titleOf(group)}
                      {...(flood.mode === 'flooded' && (unackedIn(group) === 0 || opened.has(group.id))
                        ? {
                            fold: showsRows(group, flood.mode, opened) ? 'open' : 'folded',
                            onFold: () => toggle(group.id),
                          }
                        : {})}
                    />
                  ),
                }))}
              groupOf={(alarm) => placed.get(alarm.id) ?? null}
              selectedId={props.selectedId ?? null}
              onSelect={props.onSelect}
              onAct={props.onAct}
            >
              {rowOf}
            </DenseList>
          </div>
        </div>
      )}
    </Panel>
  );
}

function GroupHead(props: { group: AlarmGroup; title: string; fold?: 'open' | 'folded'; onFold?: () => void }) {
  const { group, title, fold, onFold } = props;
  const { t } = useTranslation('monitoring');
  const waiting = unackedIn(group);
  return (
    <>
      <span className="truncate text-ink-1">{title}</span>
      <span className="text-ink-3 whitespace-nowrap">{t('list.count', { count: group.alarms.length })}</span>
      <span className="ml-auto flex items-center gap-3 text-ink-3 whitespace-nowrap">
        {group.kind === 'shelved' ? null : waiting === 0 ? (
          t('list.allAcked')
        ) : (
          <>
            {t('list.groupUnacked')}
            {LEVELS.filter((level) => group.unacked[level] > 0).map((level) => (
              <span key={level} className={`inline-flex items-center gap-1.5 font-medium ${levelText[level]}`}>
                <LevelGlyph level={level} size={18} label={t(`priority.${level}`)} />
                {group.unacked[level]}
              </span>
            ))}
          </>
        )}
        {fold === undefined || onFold === undefined ? null : (
          <Button kind="quiet" onPress={onFold}>
            {t(fold === 'open' ? 'list.fold' : 'list.unfold')}
          </Button>
        )}
      </span>
    </>
  );
}
