import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { BaselinesSchema } from '@sitong/shared/protocol/baselines.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';
import { useQuery } from '@tanstack/react-query';
import { ApiError, api } from '../../plumbing/http/api.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';

const hourMs = 3_600_000;

/** Other than before when something was reported, raised, acknowledged, issued or ended: then the figures are others. */
function newsOf({ command, monitoring, release }: WorldState): string {
  const alarms = Object.values(monitoring.alarms);
  return [
    command.numbers['incident']?.last,
    Object.keys(command.incidents).length,
    monitoring.numbers['alarm']?.last,
    alarms.length,
    alarms.filter(({ acked }) => acked !== undefined).length,
    release.numbers['identifier']?.last,
    Object.values(release.warnings).filter(({ status }) => status === 'issued').length,
    Object.keys(monitoring.incoming).length,
  ].join('/');
}

/**
 * What today is measured against; undefined until known. `when`: asked only while a quiet panel shows it. Asked once,
 * and again when the live lane has told of something that changes it; in the live world also with a new hour, in which
 * yesterday's alarms leave the count.
 */
export function useBaselines(when: 'quiet' | 'busy') {
  const world = useLive((live) => live.world);
  const timed = useLive((live) => live.head !== undefined);
  const news = useLive((live) => (when === 'quiet' ? newsOf(live.replica.state) : ''));
  const stepMs = world === LIVE ? hourMs : 24 * hourMs;
  const step = Math.floor(useNow(hourMs) / stepMs);
  return useQuery({
    queryKey: ['baselines', world, news, step],
    enabled: when === 'quiet' && timed,
    queryFn: ({ signal }) => api(`/api/baselines?world=${world}`, { schema: BaselinesSchema, signal }),
    retry: (count, error) => !(error instanceof ApiError && error.status >= 400 && error.status < 500) && count < 3,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  }).data;
}
