import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { useLive } from '../plumbing/live/live-store.ts';
import type { Enabled } from '../ui/keys/action.ts';
import { useKeyAction } from '../ui/keys/keys-context.tsx';
import { newestReport } from './newest-report.ts';
import { useMay } from './use-act.ts';
import { withQuery } from './with-query.ts';

/** Field of an incident's room that takes a line for the record. */
export const NOTE_FIELD = 'incident-note';

export function focusNote(): void {
  document.getElementById(NOTE_FIELD)?.focus();
}

/** What is chosen where the keys act, for the reason when it has no incident. */
type Chosen = 'incident' | 'alarm';

function useAtHand(incident: Pick<Incident, 'id'> | undefined, of: Chosen) {
  const { t } = useTranslation(['incident', 'duty']);
  const navigate = useNavigate();
  const chosen: Enabled =
    incident === undefined
      ? { enabled: false, reason: t(of === 'alarm' ? 'duty:advice.needIncident' : 'incident:keys.chooseFirst') }
      : { enabled: true };
  const go = (path: string, query: Readonly<Record<string, string | undefined>>): void =>
    void navigate({ to: withQuery(path, useLive.getState().world, query) });
  return { chosen, go };
}

/** Where an incident is at hand, F7 sends a team to it and B opens its report (ux.md §5). */
export function useIncidentKeys(incident: Pick<Incident, 'id'> | undefined, of: Chosen): void {
  const may = useMay();
  const { chosen, go } = useAtHand(incident, of);
  useKeyAction({
    id: 'incident.dispatch',
    key: 'F7',
    labelKey: 'incident:keys.dispatch',
    enabledWhen: () => (chosen.enabled ? may('DispatchTeam') : chosen),
    run: () => go(paths.dispatch, { incident: incident?.id }),
  });
  useKeyAction({
    id: 'incident.report',
    key: 'B',
    scope: 'list',
    labelKey: 'incident:keys.report',
    enabledWhen: () => chosen,
    run: () => go(paths.reports, { report: newestReport(useLive.getState().replica.state.release, incident?.id) }),
  });
}

/** M on a screen without a map of its own: the dispatch board's, at this incident. */
export function useMapKey(incident: Pick<Incident, 'id'> | undefined, of: Chosen): void {
  const { chosen, go } = useAtHand(incident, of);
  useKeyAction({
    id: 'incident.map',
    key: 'M',
    scope: 'list',
    labelKey: 'incident:keys.map',
    enabledWhen: () => chosen,
    run: () => go(paths.dispatch, { incident: incident?.id }),
  });
}
