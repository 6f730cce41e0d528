import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { alarmGroups, nextUnacked } from '../pillars/monitoring/selectors/alarm-list.ts';
import { useLive } from '../plumbing/live/live-store.ts';
import { showNotice } from '../ui/feedback/toast.tsx';
import { useKeyAction } from '../ui/keys/keys-context.tsx';
import { openNewIncident, SILENCE_MS, useConsole } from './console-store.ts';
import { useMay } from './use-act.ts';
import { useSearchParam } from './use-search-param.ts';
import { withQuery } from './with-query.ts';

/** Keys that mean the same on every console: F2 new incident, F3 next unacknowledged, F8 silence. */
export function ConsoleKeys() {
  const { t } = useTranslation('duty');
  const navigate = useNavigate();
  const may = useMay();
  const [alarm] = useSearchParam('alarm');
  useKeyAction({
    id: 'incident.new',
    key: 'F2',
    labelKey: 'duty:keys.new',
    enabledWhen: () => may('ReportIncident'),
    run: () => openNewIncident({ from: { kind: 'blank' } }),
  });
  useKeyAction({
    id: 'alarm.next',
    key: 'F3',
    labelKey: 'duty:keys.next',
    run: () => {
      const { world, replica } = useLive.getState();
      const next = nextUnacked(alarmGroups(Object.values(replica.state.monitoring.alarms)), alarm);
      if (next === undefined) showNotice({ kind: 'done', title: t('noneUnacked') });
      else void navigate({ to: withQuery(paths.duty, world, { alarm: next }) });
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
