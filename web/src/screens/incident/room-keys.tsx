import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { inWorld } from '../../plumbing/live/world-address.ts';
import type { Enabled } from '../../ui/keys/action.ts';
import { useKeyAction } from '../../ui/keys/keys-context.tsx';
import { focusNote, useIncidentKeys } from '../../wall/incident-keys.ts';

/** The room's own keys (ux.md §5), beside those every screen with an incident has: E, D, M, N, Esc. */
export function RoomKeys(props: {
  incident: Incident;
  /** Why the grade may not be changed now. */
  gradeOff: Enabled;
  onGrade: () => void;
  /** Open incidents of the same kind near by, to be laid beside this one. */
  near: number;
  onCompare: () => void;
}) {
  const { incident, near } = props;
  const { t } = useTranslation('incident');
  const navigate = useNavigate();
  useIncidentKeys(incident, 'incident');
  useKeyAction({
    id: 'room.change',
    key: 'E',
    scope: 'list',
    labelKey: 'incident:act.grade',
    enabledWhen: () => props.gradeOff,
    run: props.onGrade,
  });
  useKeyAction({
    id: 'room.compare',
    key: 'D',
    scope: 'list',
    labelKey: 'incident:keys.compare',
    enabledWhen: () => (near === 0 ? { enabled: false, reason: t('keys.nothingNear') } : { enabled: true }),
    run: props.onCompare,
  });
  useKeyAction({
    id: 'room.map',
    key: 'M',
    scope: 'list',
    labelKey: 'incident:keys.map',
    run: () => document.querySelector<HTMLElement>('[data-map] canvas')?.focus(),
  });
  useKeyAction({ id: 'room.note', key: 'N', scope: 'list', labelKey: 'incident:note.label', run: focusNote });
  useKeyAction({
    id: 'room.back',
    key: 'Esc',
    scope: 'list',
    labelKey: 'incident:closed.back',
    run: () => void navigate({ to: inWorld(paths.incidents, useLive.getState().world) }),
  });
  return null;
}
