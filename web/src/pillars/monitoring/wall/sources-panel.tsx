import type { SensorRow } from '@sitong/shared/kernel/master/ground.ts';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { Age } from '../../../ui/clock/age.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { useHeard } from '../use-heard.ts';

const groups = [
  { id: 'river', kinds: ['river_level', 'reservoir_level'] },
  { id: 'rain', kinds: ['rain'] },
  { id: 'slope', kinds: ['displacement'] },
  { id: 'gas', kinds: ['gas'] },
] as const satisfies readonly { id: string; kinds: readonly SensorRow['kind'][] }[];

/** How many sensors of each kind are heard, and when the newest reading was taken. For quiet days. */
export function SourcesPanel() {
  const { t } = useTranslation('wall');
  return (
    <Panel title={t('sources.title')} actions={<span>{t('sources.newest')}</span>}>
      <ul className="m-0 py-1 px-0 list-none">
        {groups.map((group) => (
          <Source key={group.id} {...group} />
        ))}
      </ul>
    </Panel>
  );
}

function Source({ id, kinds }: (typeof groups)[number]) {
  const { t } = useTranslation('wall');
  const { sensors } = useCounty().data;
  const { all, fresh, silent, newestMs } = useHeard(kinds);
  if (all === 0) return null;
  const cadences = sensors.filter(({ kind }) => (kinds as readonly string[]).includes(kind));
  return (
    <li className="flex items-center justify-between gap-3 px-pad leading-[1.55]">
      <span className={silent > 0 ? 'text-fault' : ''}>
        {silent > 0 ? <Icon name="lost" /> : null}{' '}
        {t('sources.heard', { name: t(`sources.${id}`), heard: fresh, count: all })}
      </span>
      <Age atMs={newestMs ?? null} cadenceMs={Math.min(...cadences.map(({ cadenceS }) => cadenceS * 1000))} />
    </li>
  );
}
