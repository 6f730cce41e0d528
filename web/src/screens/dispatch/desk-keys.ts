import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { useKeyAction } from '../../ui/keys/keys-context.tsx';
import { useConsole } from '../../wall/console-store.ts';
import { newestReport } from '../../wall/newest-report.ts';
import { useMay } from '../../wall/use-act.ts';
import { withQuery } from '../../wall/with-query.ts';

/** Keys of the board (ux.md §5) beside those of its lists: F7 an order, M the map, B the report, N a line in the log. */
export function useDeskKeys(props: {
  incident: Incident | undefined;
  /** Why the team that is open in the table may not be sent. */
  off: string | undefined;
  onDispatch: () => void;
}): void {
  const { incident, off, onDispatch } = props;
  const { t } = useTranslation('dispatch');
  const navigate = useNavigate();
  const may = useMay();
  const reason = incident === undefined ? t('recommend.noIncident') : off;
  useKeyAction({
    id: 'dispatch.begin',
    key: 'F7',
    labelKey: 'dispatch:keys.dispatch',
    enabledWhen: () => (reason === undefined ? { enabled: true } : { enabled: false, reason }),
    run: onDispatch,
  });
  useKeyAction({
    id: 'dispatch.map',
    key: 'M',
    scope: 'list',
    labelKey: 'dispatch:keys.map',
    run: () => document.querySelector<HTMLElement>('[data-map] canvas')?.focus(),
  });
  useKeyAction({
    id: 'dispatch.report',
    key: 'B',
    scope: 'list',
    labelKey: 'dispatch:keys.report',
    enabledWhen: () =>
      incident === undefined ? { enabled: false, reason: t('recommend.noIncident') } : { enabled: true },
    run: () => {
      const { world, replica } = useLive.getState();
      const report = newestReport(replica.state.release, incident?.id);
      void navigate({ to: withQuery(paths.reports, world, { report }) });
    },
  });
  useKeyAction({
    id: 'dispatch.note',
    key: 'N',
    scope: 'list',
    labelKey: 'duty:log.enter',
    enabledWhen: () => may('EnterDutyLog'),
    run: () => useConsole.setState({ logEntry: 'open' }),
  });
}
