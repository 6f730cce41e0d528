import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import type { IntentAnswer } from '@sitong/shared/protocol/down.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { useAct } from '../use-act.ts';
import { type Pushed, pushedOf } from './steer-model.ts';

export interface Steer {
  /** What somebody has put on the wall; undefined: it shows everything. */
  readonly pushed: Pushed | undefined;
  readonly push: (incident: Pick<Incident, 'id' | 'title'>) => Promise<IntentAnswer>;
  readonly back: () => Promise<IntentAnswer>;
}

/** 推到大屏: what a desk may do with the wall. Refusals are told in words. */
export function useSteer(): Steer {
  const { t } = useTranslation('wall');
  const act = useAct();
  const wall = useWorldState((state) => state.command.wall);
  const incidents = useWorldState((state) => state.command.incidents);
  const pushed = useMemo(() => pushedOf({ wall, incidents }), [wall, incidents]);
  return {
    pushed,
    push: ({ id, title }) =>
      act({ type: 'SteerWall', view: { kind: 'incident', incidentId: id } }, t('push.done', { title })),
    back: () => act({ type: 'SteerWall', view: { kind: 'overview' } }, t('push.back')),
  };
}
