import { useTranslation } from 'react-i18next';
import { AlarmListPanel } from '../../pillars/monitoring/panels/alarm-list-panel.tsx';
import { IncomingPanel } from '../../pillars/monitoring/panels/incoming-panel.tsx';
import { firstAtHand } from '../../pillars/monitoring/selectors/alarm-list.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { focusPane } from '../../ui/keys/panes.ts';
import { Panel } from '../../ui/panel.tsx';
import { SplitPanes } from '../../ui/split-panes.tsx';
import { openNewIncident } from '../../wall/console-store.ts';
import { useIncidentKeys, useMapKey } from '../../wall/incident-keys.ts';
import { useCheckedMs } from '../../wall/panels/use-checked.ts';
import { useLinkState } from '../../wall/use-link-state.ts';
import { useSearchParam } from '../../wall/use-search-param.ts';
import { AlarmDetail } from './alarm-detail.tsx';
import { DutyLogPanel } from './duty-log-panel.tsx';
import { QuietDesk } from './quiet-desk.tsx';
import { QuietDetail } from './quiet-detail.tsx';
import { useAlarmGroups } from './use-alarm-groups.ts';

/** Alarm list | detail with suggested actions and phones | log (pictures/duty-dark: 552 / 1fr / 500). */
export function DutyDesk() {
  const { t } = useTranslation('duty');
  const { groups, flood, floodLeave, headOf } = useAlarmGroups();
  const [chosen, choose] = useSearchParam('alarm');
  const first = firstAtHand(groups);
  const alarm =
    useWorldState((state) => (chosen === undefined ? undefined : state.monitoring.alarms[chosen])) ??
    (chosen === undefined ? first : undefined);
  const link = useLinkState();
  const checkedAtMs = useCheckedMs();
  const empty = groups.length === 0;
  const incidents = useWorldState((state) => state.command.incidents);
  const ofAlarm = alarm?.incidentId === undefined ? undefined : incidents[alarm.incidentId];
  useIncidentKeys(ofAlarm, 'alarm');
  useMapKey(ofAlarm, 'alarm');
  return (
    <div className="h-full p-gutter">
      <SplitPanes
        panes={[
          {
            id: 'alarms',
            size: '29%',
            minSize: 340,
            content: (
              <AlarmListPanel
                groups={groups}
                flood={flood}
                floodLeave={floodLeave}
                headOf={headOf}
                selectedId={alarm?.id}
                onSelect={choose}
                onAct={(id) => {
                  choose(id);
                  // On to what is suggested: Enter once more does the first of it.
                  const detail = document.getElementById('alarm-title')?.closest<HTMLElement>('[data-pane]');
                  if (detail != null) focusPane(detail);
                }}
                state={
                  link.kind !== 'live'
                    ? link
                    : empty
                      ? {
                          kind: 'empty',
                          text: t('desk.quiet'),
                          detail: <QuietDetail />,
                          checkedAtMs,
                        }
                      : { kind: 'ready' }
                }
              />
            ),
          },
          {
            id: 'detail',
            minSize: 480,
            content:
              // What was set aside until a time leaves the desk quiet.
              alarm === undefined && chosen === undefined ? (
                <QuietDesk checkedAtMs={checkedAtMs} />
              ) : alarm === undefined ? (
                <Panel title={t('desk.detail')} className="h-full" state={{ kind: 'empty', text: t('desk.gone') }} />
              ) : (
                <AlarmDetail key={alarm.id} alarm={alarm} />
              ),
          },
          {
            id: 'log',
            size: '26.3%',
            minSize: 300,
            content: (
              <div className="flex flex-col gap-gutter h-full min-h-0">
                <DutyLogPanel />
                <IncomingPanel
                  onAct={(incomingId) => openNewIncident({ from: { kind: 'incoming_warning', incomingId } })}
                />
              </div>
            ),
          },
        ]}
      />
    </div>
  );
}
