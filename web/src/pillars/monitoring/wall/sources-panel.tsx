import type { SensorRow } from '@sitong/shared/kernel/master/ground.ts';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { useLive } from '../../../plumbing/live/live-store.ts';
import { Age } from '../../../ui/clock/age.tsx';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { freshness } from '../../../ui/clock/freshness.ts';
import { Panel } from '../../../ui/panel.tsx';

const groups = [
  { id: 'river', kinds: ['river_level', 'reservoir_level'] },
  { id: 'rain', kinds: ['rain'] },
  { id: 'slope', kinds: ['displacement'] },
  { id: 'gas', kinds: ['gas'] },
] as const satisfies readonly { id: string; kinds: readonly SensorRow['kind'][] }[];

/** How many sensors of each kind are heard, and when the newest reading was taken. For quiet days. */
export function SourcesPanel() {
  const { t } = useTranslation('wall');
  const county = useCounty();
  const readings = useLive((live) => live.readings);
  const now = useNow(10_000);
  return (
    <Panel title={t('sources.title')} actions={<span>{t('sources.newest')}</span>}>
      <ul className="m-0 py-1 px-0 list-none">
        {groups.map(({ id, kinds }) => {
          const sensors = county.data.sensors.filter(({ kind }) => (kinds as readonly string[]).includes(kind));
          if (sensors.length === 0) return null;
          let newestMs: number | null = null;
          let heard = 0;
          for (const sensor of sensors) {
            const reading = readings[sensor.id];
            if (reading === undefined) continue;
            const atMs = Date.parse(reading.observedAt);
            newestMs = Math.max(newestMs ?? atMs, atMs);
            if (freshness(now - atMs, sensor.cadenceS * 1000) === 'fresh') heard += 1;
          }
          return (
            <li key={id} className="flex items-center justify-between gap-3 px-pad leading-[1.7]">
              <span>{t('sources.heard', { name: t(`sources.${id}`), heard, count: sensors.length })}</span>
              <Age atMs={newestMs} cadenceMs={Math.min(...sensors.map(({ cadenceS }) => cadenceS * 1000))} />
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
