import { useLocation, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { firstAtHand, nextUnacked } from '../pillars/monitoring/selectors/alarm-list.ts';
import { useCounty } from '../plumbing/county/county-store.ts';
import { useLive } from '../plumbing/live/live-store.ts';
import { showNotice } from '../ui/feedback/toast.tsx';
import { useKeyAction } from '../ui/keys/keys-context.tsx';
import { wantRow } from '../ui/table/wanted-row.ts';
import { alarmGroupsNow } from './alarm-groups.ts';
import { openNewIncident, SILENCE_MS, useConsole } from './console-store.ts';
import { draftOfAlarm, opensIncident } from './new-incident/draft-of-alarm.ts';
import { useMay } from './use-act.ts';
import { useSearchParam } from './use-search-param.ts';
import { withQuery } from './with-query.ts';

/** Keys that mean the same on every console: F2 new incident, F3 next unacknowledged, F8 silence. */
export function ConsoleKeys() {
  const { t } = useTranslation('duty');
  const navigate = useNavigate();
  const may = useMay();
  const county = useCounty();
  const { pathname } = useLocation();
  const [chosen] = useSearchParam('alarm');
  const groups = () => {
    const { monitoring, command } = useLive.getState().replica.state;
    return alarmGroupsNow(monitoring.alarms, command.incidents, county);
  };
  /** The alarm at hand: the chosen one, or what waits most, as the duty desk shows it. */
  const atHand = () => {
    if (pathname !== paths.duty) return undefined;
    const { alarms } = useLive.getState().replica.state.monitoring;
    return chosen === undefined ? firstAtHand(groups()) : alarms[chosen];
  };
  useKeyAction({
    id: 'incident.new',
    key: 'F2',
    labelKey: 'duty:keys.new',
    enabledWhen: () => may('ReportIncident'),
    run: () => {
      const alarm = atHand();
      openNewIncident(
        alarm !== undefined && opensIncident(alarm) ? draftOfAlarm(alarm, county) : { from: { kind: 'blank' } },
      );
    },
  });
  useKeyAction({
    id: 'alarm.next',
    key: 'F3',
    labelKey: 'duty:keys.next',
    run: () => {
      const next = nextUnacked(groups(), chosen);
      if (next === undefined) {
        showNotice({ kind: 'done', title: t('noneUnacked') });
        return;
      }
      wantRow(next);
      if (next !== atHand()?.id || chosen === undefined) {
        void navigate({ to: withQuery(paths.duty, useLive.getState().world, { alarm: next }) });
      }
    },
  });
  useKeyAction({
    id: 'sound.silence',
    key: 'F8',
    labelKey: 'duty:keys.silence',
    run: () => useConsole.setState({ silentUntilMs: Date.now() + SILENCE_MS }),
  });
  return null;
}
