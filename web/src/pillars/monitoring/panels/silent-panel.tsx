import { townOf } from '@sitong/shared/kernel/division.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { Age } from '../../../ui/clock/age.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { DenseList } from '../../../ui/table/dense-list.tsx';
import type { SilentSensor } from '../selectors/heard.ts';
import { useHeard } from '../use-heard.ts';

const drawn = (row: SilentSensor): ReactNode => <SilentRow {...row} />;

/** What a quiet day rests on: how many stations are heard, and each that is not, where it stands and since when. */
export function SilentPanel({ checkedAtMs }: { checkedAtMs: number }) {
  const { t } = useTranslation('monitoring');
  const { all, fresh, silentOnes } = useHeard();
  return (
    <Panel
      title={t('silent.title', { fresh, all })}
      meta={silentOnes.length === 0 ? undefined : t('silent.count', { count: silentOnes.length })}
      className="h-full"
      state={
        silentOnes.length === 0
          ? { kind: 'empty', text: t('silent.none', { count: all }), checkedAtMs }
          : { kind: 'ready' }
      }
    >
      {silentOnes.length === 0 ? null : (
        <DenseList
          label={t('silent.label')}
          rows={silentOnes}
          rowHeight="figures"
          grows
          textOf={({ sensor }) => `${sensor.name} ${t('silent.count', { count: 1 })}`}
        >
          {drawn}
        </DenseList>
      )}
    </Panel>
  );
}

function SilentRow({ sensor, sinceMs }: SilentSensor) {
  const { t } = useTranslation('monitoring');
  const county = useCounty();
  const town = townOf(sensor.division);
  return (
    <div className="grid grid-cols-[minmax(0,1.5fr)_minmax(0,1.35fr)_minmax(0,1.15fr)_auto] items-center gap-x-4 w-full py-1 leading-[1.35] break-words">
      <span>{sensor.name}</span>
      <span className="text-ink-2">{t(`sensorKind.${sensor.kind}`)}</span>
      <span className="text-ink-2">
        {sensor.division === town
          ? county.divisionName(town)
          : `${county.divisionName(town)} ${county.divisionName(sensor.division)}`}
      </span>
      <span className="whitespace-nowrap">
        <Age atMs={sinceMs} cadenceMs={sensor.cadenceS * 1000} />
      </span>
    </div>
  );
}
