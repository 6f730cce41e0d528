import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../../../plumbing/live/live-store.ts';
import { Sparkline } from '../../../ui/chart/sparkline.tsx';
import { Age } from '../../../ui/clock/age.tsx';
import { formatNumber } from '../../../ui/format/number.ts';
import { formatMinute } from '../../../ui/format/time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { levelText } from '../../../ui/level/level.ts';
import { LevelGlyph } from '../../../ui/level/level-glyph.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { stationName } from '../marks.ts';
import { type KeyGauge, keyGauges } from './key-gauges.ts';
import { useSensorHistory } from './use-sensor-history.ts';

/** Marks far from a calm reading are grey: hue is for what has been crossed (ux §1: no red on a quiet day). */
const calmMarks = Object.fromEntries([1, 2, 3, 4].map((level) => [`--level-${level}-text`, 'var(--text-3)']));

/** The gauges that matter now, each with its trend against its marks. */
export function GaugesPanel({ rows }: { rows: number }) {
  const { t } = useTranslation('wall');
  const county = useCounty();
  const all = useWorldState((state) => state.monitoring.alarms);
  const readings = useLive((live) => live.readings);
  const alarms = useMemo(() => Object.values(all), [all]);
  const gauges = useMemo(() => keyGauges(county, alarms, readings, rows), [county, alarms, readings, rows]);
  return (
    <Panel title={t('gauges.title')} actions={<span>{t('gauges.window')}</span>}>
      {gauges.length === 0 ? <p className="m-0 p-pad text-ink-2">{t('gauges.none')}</p> : null}
      <ul className="m-0 p-0 list-none">
        {gauges.map((gauge) => (
          <GaugeRow key={gauge.sensor.id} {...gauge} />
        ))}
      </ul>
    </Panel>
  );
}

const GaugeRow = memo(
  function GaugeRow({ sensor, quantity, level, thresholds }: KeyGauge) {
    const { t } = useTranslation(['wall', 'monitoring']);
    const reading = useLive((live) => live.readings[sensor.id]);
    const { points } = useSensorHistory(sensor.id, quantity);
    const value = reading?.values[quantity];
    const rise = reading?.values['level_rise_m_per_h'];
    const observedMs = reading === undefined ? null : Date.parse(reading.observedAt);
    const name = stationName(sensor);
    return (
      <li className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-3 px-pad min-h-row-gauge leading-[1.3] border-b border-row-line">
        <div className="min-w-0">
          <p className="m-0 text-body truncate">{name}</p>
          <p className="m-0 flex gap-2 text-mini text-ink-2 whitespace-nowrap">
            {observedMs === null ? null : formatMinute(observedMs)}
            <Age atMs={observedMs} cadenceMs={sensor.cadenceS * 1000} />
          </p>
        </div>
        <div className="text-[0.6em]" style={level === undefined ? calmMarks : undefined}>
          {points.length < 2 ? null : (
            <Sparkline
              label={t('wall:gauges.trend', { sensor: sensor.name })}
              points={points}
              thresholds={thresholds
                .slice(0, 2)
                .map(({ raiseAt, label, level: of }) => ({ value: raiseAt, label, level: of }))}
              {...(level === undefined ? {} : { level })}
            />
          )}
        </div>
        <div className="text-right whitespace-nowrap">
          <p
            className={`m-0 flex items-center justify-end gap-2 text-key leading-[1.25] font-medium ${level === undefined ? '' : levelText[level]}`}
          >
            {level === undefined ? null : (
              <LevelGlyph level={level} size={15} label={t(`monitoring:priority.${level}`)} />
            )}
            {value === undefined ? '—' : formatNumber(value, quantity === 'level_m' ? 2 : 1)}
          </p>
          <p className="m-0 text-mini text-ink-2">
            {quantity === 'level_m' && rise !== undefined ? (
              <Rise perHour={rise} />
            ) : (
              `${t(`monitoring:unit.${quantity}`)}${thresholds[0] === undefined ? '' : ` ${t('wall:gauges.limit', { value: formatNumber(thresholds[0].raiseAt) })}`}`
            )}
          </p>
        </div>
      </li>
    );
  },
  // The list is made anew with every reading; a row only when it is about something else.
  (a, b) => a.sensor === b.sensor && a.quantity === b.quantity && a.level === b.level,
);

/** How fast the water rises or falls, with an arrow; within a centimetre an hour it stands. */
function Rise({ perHour }: { perHour: number }) {
  const { t } = useTranslation('wall');
  if (Math.abs(perHour) < 0.01) return t('gauges.steady');
  return (
    <>
      <Icon name={perHour > 0 ? 'up' : 'down'} /> {t('gauges.rate', { value: formatNumber(Math.abs(perHour), 2) })}
    </>
  );
}
