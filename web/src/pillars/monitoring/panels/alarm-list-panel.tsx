import { LEVELS } from '@sitong/shared/kernel/level.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { Link } from 'react-aria-components';
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
import { type AlarmGroup, alarmTotals, type Fold, showsRows, unackedIn } from '../selectors/alarm-list.ts';
import { causeWords } from '../selectors/cause-words.ts';
import type { Flood } from '../selectors/flood.ts';
import { AlarmRow } from './alarm-row.tsx';

export interface AlarmListPanelProps {
  groups: readonly AlarmGroup[];
  flood: Flood;
  floodLeave: number;
  /** A group's title; of an incident also its number and the address of its room. */
  headOf: (group: AlarmGroup) => { title: string; number?: string; href?: string };
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
  const { groups, flood, floodLeave, headOf, selectedId } = props;
  const { t } = useTranslation(['monitoring', 'rescue']);
  const county = useCounty();
  const [byHand, setByHand] = useState<ReadonlyMap<string, Fold>>(new Map());
  const all = useMemo(() => groups.flatMap(({ alarms }) => alarms), [groups]);
  const totals = useMemo(() => alarmTotals(all), [all]);
  const placed = useMemo(
    () => new Map(groups.flatMap((group) => group.alarms.map(({ id }) => [id, group.id] as const))),
    [groups],
  );
  const near = useMemo(() => new Set(groups.flatMap((group) => [...group.near])), [groups]);
  const foldOf = (group: AlarmGroup): Fold => (showsRows(group, flood.mode, byHand, selectedId) ? 'open' : 'folded');
  const shown = useMemo(
    () => groups.filter((group) => showsRows(group, flood.mode, byHand, selectedId)).flatMap(({ alarms }) => alarms),
    [groups, flood.mode, byHand, selectedId],
  );
  const turn = (group: AlarmGroup): void =>
    setByHand((was) => new Map(was).set(group.id, foldOf(group) === 'open' ? 'folded' : 'open'));
  const textOf = useCallback(
    (alarm: Alarm): string => {
      const { title, detail } = causeWords(alarm.cause, county, t);
      const said = `${t(`monitoring:priority.${alarm.priority}`)} ${title} ${detail} ${t(`monitoring:alarmStatus.${alarm.status}`)}`;
      return near.has(alarm.id) ? `${said} ${t('monitoring:list.nearRow')}` : said;
    },
    [county, near, t],
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
            <p className="m-0 flex flex-wrap items-center gap-x-3 px-pad py-1 min-h-panel-title bg-bg-2 border-b border-hairline">
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
              grows
              groups={groups
                .filter(({ kind }) => kind !== 'pinned')
                .map((group) => ({
                  id: group.id,
                  heading: (
                    <GroupHead
                      group={group}
                      {...headOf(group)}
                      {...(flood.mode === 'flooded' && unackedIn(group) === 0
                        ? { fold: foldOf(group), onFold: () => turn(group) }
                        : {})}
                    />
                  ),
                }))}
              groupOf={(alarm) => placed.get(alarm.id) ?? null}
              selectedId={selectedId ?? null}
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

interface GroupHeadProps {
  group: AlarmGroup;
  title: string;
  number?: string;
  href?: string;
  fold?: Fold;
  onFold?: () => void;
}

function GroupHead({ group, title, number, href, fold, onFold }: GroupHeadProps) {
  const { t } = useTranslation('monitoring');
  const waiting = unackedIn(group);
  const name = (
    <>
      {number === undefined ? null : <span className="mr-3">{number}</span>}
      {title}
    </>
  );
  return (
    <div className="flex flex-wrap items-center gap-x-3 w-full py-0.5">
      {href === undefined ? (
        <span className="text-ink-1">{name}</span>
      ) : (
        <Link href={href} className="text-ink-1 no-underline hovered:underline focus-visible:underline">
          {name}
        </Link>
      )}
      <span className="text-ink-3 whitespace-nowrap">{t('list.count', { count: group.alarms.length })}</span>
      {group.near.size === 0 ? null : (
        <span className="text-ink-3 whitespace-nowrap" title={t('list.nearWhy', { count: group.near.size })}>
          {t('list.near', { count: group.near.size })}
        </span>
      )}
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
          <Button
            kind="quiet"
            onPress={onFold}
            label={t(fold === 'open' ? 'list.foldOf' : 'list.unfoldOf', { group: `${number ?? ''} ${title}`.trim() })}
          >
            {t(fold === 'open' ? 'list.fold' : 'list.unfold')}
          </Button>
        )}
      </span>
    </div>
  );
}
