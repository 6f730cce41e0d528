import { useTranslation } from 'react-i18next';
import { useLive } from '../../plumbing/live/live-store.ts';
import { showNotice } from '../../ui/feedback/toast.tsx';
import { useKeyAction } from '../../ui/keys/keys-context.tsx';
import { useAct, useMay } from '../use-act.ts';
import { incidentOfAddress, pushedOf } from './steer-model.ts';

/** Alt+W (推到大屏): the incident one is looking at goes on the wall; pressed again, the wall shows everything. */
export function SteerKey() {
  const { t } = useTranslation('wall');
  const act = useAct();
  const may = useMay();
  useKeyAction({
    id: 'wall.push',
    key: 'Alt+W',
    labelKey: 'wall:push.key',
    enabledWhen: () => may('SteerWall'),
    run: () => {
      const { command } = useLive.getState().replica.state;
      const { pathname, search } = window.location;
      const id = incidentOfAddress(pathname, search);
      const incident = id === undefined ? undefined : command.incidents[id];
      const pushed = pushedOf(command);
      if (incident !== undefined && pushed?.incident.id !== incident.id)
        void act(
          { type: 'SteerWall', view: { kind: 'incident', incidentId: incident.id } },
          t('push.done', { title: incident.title }),
        );
      else if (pushed !== undefined) void act({ type: 'SteerWall', view: { kind: 'overview' } }, t('push.back'));
      else showNotice({ kind: 'refused', title: t('push.nothing') });
    },
  });
  return null;
}
