import { useTranslation } from 'react-i18next';
import { useHeard } from '../pillars/monitoring/use-heard.ts';
import { useLive } from '../plumbing/live/live-store.ts';
import { usePositions } from '../plumbing/positions/position-store.ts';
import { useClock, useNow } from '../ui/clock/clock-context.tsx';
import { formatStopwatch } from '../ui/format/duration.ts';
import type { HealthItem } from '../ui/shell/footer.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useConsole } from './console-store.ts';
import { skewWorthSaying } from './skew.ts';
import { useSound } from './sound/sound-store.ts';

/** The footer's line of health: link first; what is simulated says so; quiet while all is well. */
export function useHealthItems(positions: 'on' | 'off' = 'off'): HealthItem[] {
  const { t } = useTranslation(['wall', 'duty']);
  const link = useLive((live) => live.link);
  const roundTripMs = useLive((live) => live.roundTripMs);
  const up = link.kind === 'live';
  const items: HealthItem[] = [
    {
      id: 'link',
      label: t('wall:health.link'),
      value: up
        ? roundTripMs === undefined
          ? ''
          : t('wall:health.linkValue', { ms: Math.round(roundTripMs) })
        : t('wall:health.linkLost'),
      state: up ? 'ok' : 'fault',
    },
    useSensorItem(),
  ];
  const nodes = useNodesItem();
  if (nodes !== undefined) items.push(nodes);
  const scanner = useScannerItem();
  if (scanner !== undefined) items.push(scanner);
  const heard = usePositionItem();
  if (positions === 'on' && heard !== undefined) items.push(heard);
  items.push({ id: 'sms', label: t('wall:health.sms'), value: t('wall:health.simulated'), state: 'simulated' });
  const sound = useSoundItem();
  if (sound !== undefined) items.push(sound);
  const skew = useSkewItem();
  if (skew !== undefined) items.push(skew);
  if (!window.isSecureContext) {
    items.push({ id: 'http', label: t('duty:health.plainHttp'), value: '', state: 'fault' });
  }
  return items;
}

/** The line between the nodes of the server: said only when it is down and what came in elsewhere is older for it. */
function useNodesItem(): HealthItem | undefined {
  const { t } = useTranslation('wall');
  const stored = useLive((live) => live.head?.nodes?.signals === 'stored');
  if (!stored) return undefined;
  return { id: 'nodes', label: t('health.nodes'), value: t('health.nodesStored'), state: 'fault' };
}

/** The virus scanner of uploads: said only while it is set up and away. */
function useScannerItem(): HealthItem | undefined {
  const { t } = useTranslation('wall');
  const away = useLive((live) => live.head?.uploads === 'unscanned');
  if (!away) return undefined;
  return { id: 'scanner', label: t('health.scanner'), value: t('health.unscanned'), state: 'fault' };
}

/** Stations heard within twice their cadence, of all in service; silence says since when it lasts. */
function useSensorItem(): HealthItem {
  const { t } = useTranslation('wall');
  const { span } = useFormat();
  const now = useNow(10_000);
  const { all, fresh, silent, newestMs, longest } = useHeard();
  const heard = `${fresh}/${all}`;
  const sinceMs = fresh === 0 ? newestMs : longest?.sinceMs;
  return {
    id: 'sensors',
    label: t('health.sensors'),
    value:
      silent === 0
        ? heard
        : sinceMs === undefined
          ? t('health.never', { heard, silent })
          : t('health.silentFor', { heard, span: span(now - sinceMs) }),
    state: silent === 0 ? 'ok' : 'fault',
  };
}

/** Teams' devices whose last fix is younger than two minutes, of all that are bound to a team. */
function usePositionItem(): HealthItem | undefined {
  const { t } = useTranslation('wall');
  const units = useLive((live) => live.units);
  const now = useNow(10_000);
  usePositions(({ placed }) => placed);
  const bound = units.list.filter(({ team }) => team !== undefined);
  if (bound.length === 0) return undefined;
  // Read with the slow clock: frames come four times a second.
  const { atMs } = usePositions.getState().columns;
  const fresh = bound.filter(({ index }) => now - (atMs[index] ?? 0) <= 120_000).length;
  return {
    id: 'positions',
    label: t('health.positions'),
    value: `${fresh}/${bound.length}`,
    state: fresh === bound.length ? 'ok' : 'fault',
  };
}

function useSoundItem(): HealthItem | undefined {
  const { t } = useTranslation('duty');
  const { audio, owner, ownerName } = useSound();
  const silentUntilMs = useConsole((state) => state.silentUntilMs);
  useNow();
  const left = silentUntilMs - Date.now();
  if (left > 0) {
    return {
      id: 'sound',
      label: t('sound.label'),
      value: t('sound.silent', { left: formatStopwatch(left) }),
      state: 'simulated',
    };
  }
  if (audio !== 'ready') return { id: 'sound', label: t('sound.off'), value: '', state: 'fault' };
  return { id: 'sound', label: t('sound.label'), value: t(`sound.owner.${owner}`, { name: ownerName }), state: 'ok' };
}

/** The machine's clock against the server's; only the live world says anything of it. */
function useSkewItem(): HealthItem | undefined {
  const { t } = useTranslation('duty');
  const clock = useClock();
  const live = useLive((state) => state.head?.clock.anchorServerMs === 0);
  useNow(10_000);
  const seconds = live ? skewWorthSaying(clock.offsetMs()) : undefined;
  if (seconds === undefined) return undefined;
  return { id: 'skew', label: t('health.skew'), value: t('health.skewValue', { seconds }), state: 'fault' };
}
