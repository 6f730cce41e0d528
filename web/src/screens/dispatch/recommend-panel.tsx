import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LeftOutNames, LeftOutSum } from '../../pillars/rescue/panels/left-out.tsx';
import { RecommendationTable } from '../../pillars/rescue/panels/recommendation-table.tsx';
import { ApiError } from '../../plumbing/http/api.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { formatMinute, formatTime } from '../../ui/format/time.ts';
import { Panel } from '../../ui/panel.tsx';
import type { PanelState } from '../../ui/panel-state.tsx';
import type { useDispatch } from './use-dispatch.ts';

/** Rows drawn before somebody asks for all. */
const FIRST_ROWS = 5;
const ALL_ROWS = 60;

/** Who could go, best first, and who could not and why. */
export function RecommendPanel(props: {
  view: ReturnType<typeof useDispatch>;
  openTeam: string | undefined;
  onOpen: (team: string) => void;
  onBegin: (team: string) => void;
  /** Why this desk may not send this team now. */
  offFor: (team: string) => string | undefined;
}) {
  const { view, openTeam, onOpen, onBegin, offFor } = props;
  const { t } = useTranslation('dispatch');
  const [most, setMost] = useState(FIRST_ROWS);
  const [names, setNames] = useState<'shown' | 'counted'>('counted');
  const { county, incident, recommendation } = view;
  const table = recommendation.data;
  return (
    <Panel
      title={t('recommend.title')}
      meta={
        incident === undefined ? null : (
          <>
            <span>{t('recommend.for', { incident: shownNumber('I', incident.number), title: incident.title })}</span>
            <span>{t('recommend.due', { at: formatMinute(view.arriveByMs) })}</span>
            <span>{t('recommend.whoDecides')}</span>
          </>
        )
      }
      state={stateOf(recommendation.error, recommendation.isFetching && table === undefined, t)}
      actions={
        table === undefined ? null : (
          <>
            <span>{t('recommend.asOf', { at: formatTime(Date.parse(table.at)) })}</span>
            <Button kind="quiet" onPress={() => void recommendation.refetch()}>
              {t('recommend.again')}
            </Button>
          </>
        )
      }
      footer={
        table === undefined ? undefined : (
          <div className="grid gap-1 w-full min-w-0">
            <div className="flex items-center gap-2 min-w-0">
              <LeftOutSum table={table} />
              <span className="ml-auto flex shrink-0">
                {table.leftOut.length === 0 ? null : (
                  <Button
                    kind="quiet"
                    label={t(names === 'counted' ? 'recommend.leftOutWho' : 'recommend.leftOutFold')}
                    onPress={() => setNames(names === 'counted' ? 'shown' : 'counted')}
                  >
                    {t(names === 'counted' ? 'recommend.names' : 'recommend.fewer')}
                  </Button>
                )}
                {table.ranked.length > FIRST_ROWS ? (
                  <Button kind="quiet" onPress={() => setMost(most === FIRST_ROWS ? ALL_ROWS : FIRST_ROWS)}>
                    {most === FIRST_ROWS
                      ? t('recommend.all', { count: table.ranked.length })
                      : t('recommend.firstFew', { count: FIRST_ROWS })}
                  </Button>
                ) : null}
              </span>
            </div>
            {names === 'counted' ? null : <LeftOutNames table={table} county={county} />}
          </div>
        )
      }
    >
      {table === undefined || incident === undefined ? (
        incident === undefined ? (
          <p className="m-0 p-pad text-ink-2">{t('recommend.noIncident')}</p>
        ) : null
      ) : (
        <div data-recommendation className="h-full">
          <RecommendationTable
            table={table}
            needed={view.skills}
            atMs={Date.parse(table.at)}
            arriveByMs={view.arriveByMs}
            county={county}
            openId={openTeam ?? null}
            most={most}
            onOpen={onOpen}
            onAct={onBegin}
            acts={(chosen) => (
              <>
                <Button
                  kind="primary"
                  keys="Enter"
                  onPress={() => onBegin(chosen.team)}
                  disabledReason={offFor(chosen.team)}
                >
                  {t('recommend.dispatch')}
                </Button>
                <ActionButton
                  action={{
                    id: 'dispatch.change',
                    key: 'E',
                    scope: 'list',
                    labelKey: 'dispatch:recommend.change',
                    enabledWhen: () => {
                      const reason = offFor(chosen.team);
                      return reason === undefined ? { enabled: true } : { enabled: false, reason };
                    },
                    run: () => onBegin(chosen.team),
                  }}
                />
              </>
            )}
          />
        </div>
      )}
    </Panel>
  );
}

function stateOf(
  error: Error | null,
  waiting: boolean,
  t: (key: 'recommend.failed' | 'recommend.byHand') => string,
): PanelState {
  if (error !== null)
    return {
      kind: 'error',
      what: t('recommend.failed'),
      next: t('recommend.byHand'),
      code: error instanceof ApiError ? error.code : error.name,
    };
  return waiting ? { kind: 'loading' } : { kind: 'ready' };
}
