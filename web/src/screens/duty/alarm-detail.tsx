import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { sensorOf } from '@sitong/shared/pillars/monitoring/subject.ts';
import { useTranslation } from 'react-i18next';
import { AffectedPanel } from '../../pillars/monitoring/panels/affected-panel.tsx';
import { AlarmEscalation } from '../../pillars/monitoring/panels/alarm-escalation.tsx';
import { AlarmGlyph } from '../../pillars/monitoring/panels/alarm-row.tsx';
import { Trend } from '../../pillars/monitoring/panels/trend.tsx';
import { needsAck } from '../../pillars/monitoring/selectors/alarm-list.ts';
import { causeWords } from '../../pillars/monitoring/selectors/cause-words.ts';
import { isDanger } from '../../pillars/monitoring/selectors/suggestions.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { Elapsed } from '../../ui/clock/countdown.tsx';
import { formatTime } from '../../ui/format/time.ts';
import { levelText } from '../../ui/level/level.ts';
import { AlarmButtons } from './alarm-buttons.tsx';
import { Phones } from './phones.tsx';
import { SuggestionList } from './suggestion-list.tsx';

/** The seat the server gives when a person names none. */
const DUTY_SEAT = 'duty';

/** One alarm: how long it waits, its trend, who it is about, what to do, whom to phone. */
export function AlarmDetail({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation(['duty', 'monitoring', 'rescue']);
  const { t: causeT } = useTranslation(['monitoring', 'rescue']);
  const county = useCounty();
  const { cause } = alarm;
  const { title, detail } = causeWords(cause, county, causeT);
  const sensorId = sensorOf(cause);
  const sensor = sensorId === undefined ? undefined : county.sensors.get(sensorId);
  const open = needsAck(alarm);
  const where = [
    sensor === undefined
      ? undefined
      : sensor.feature === undefined || sensor.name.startsWith(sensor.feature)
        ? sensor.name
        : `${sensor.feature}${sensor.name}`,
    county.divisionName(alarm.division),
    shownNumber('A', alarm.number),
    t('duty:desk.owner', {
      name: county.persons.get(alarm.owner)?.name ?? alarm.owner,
      seat: alarm.seat === DUTY_SEAT ? t('duty:desk.dutySeat') : alarm.seat,
    }),
  ].filter((part): part is string => part !== undefined);
  return (
    <section
      data-pane
      aria-labelledby="alarm-title"
      className="flex flex-col h-full min-h-0 bg-bg-1 [@media(max-height:40rem)]:overflow-auto [@media(max-height:40rem)]:[&>*]:flex-none"
    >
      <header className="grid grid-cols-[auto_minmax(0,1fr)_auto] max-lg:grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 px-pad-wide pt-4 [@media(max-height:50rem)]:pt-2">
        <AlarmGlyph alarm={alarm} size={40} />
        <div className="min-w-0">
          <h2
            id="alarm-title"
            className="m-0 text-title max-[88rem]:lang-en:text-key font-medium line-clamp-2 leading-[1.25]"
            title={title}
          >
            {title}
          </h2>
          <p className="m-0 flex flex-wrap gap-x-4 text-ink-2">
            <span className="text-ink-1">{detail}</span>
          </p>
        </div>
        <div className="text-right whitespace-nowrap max-lg:col-start-2 max-lg:flex max-lg:items-baseline max-lg:gap-x-3">
          <Elapsed
            sinceMs={Date.parse(alarm.raisedAt)}
            className={`block text-figure font-medium leading-[1.2] ${open ? levelText[alarm.priority] : 'text-ink-2'}`}
          />
          <span className="text-meta text-ink-3">
            {t('duty:desk.since', {
              at: formatTime(Date.parse(alarm.raisedAt)),
              status: t(`monitoring:alarmStatus.${alarm.status}`),
            })}
          </span>
        </div>
        {/* Under both: beside the clock it would need a second line. */}
        <p className="col-start-2 -col-end-1 m-0 flex flex-wrap gap-x-4 text-meta text-ink-3">
          {where.map((part) => (
            <span key={part}>{part}</span>
          ))}
        </p>
      </header>
      <div className="px-pad-wide pt-1">
        <AlarmEscalation alarm={alarm} />
      </div>
      {/* On a low screen what to do stands before the trend, and both are in view: nobody scrolls for either. */}
      <div className="flex flex-col flex-1 min-h-0 overflow-auto [&>*]:shrink-0">
        {/* Who is threatened is asked of dangers, not of an order nobody accepted. */}
        {sensor === undefined && !isDanger(cause) ? null : (
          <div className="grid grid-cols-[minmax(0,1fr)_17rem] gap-x-6 px-pad-wide py-3 border-y border-hairline max-2xl:grid-cols-[minmax(0,1fr)_13rem] max-2xl:lang-en:grid-cols-[minmax(0,1fr)_12.5rem] max-xl:grid-cols-1 [@media(max-height:50rem)]:py-1.5 [@media(max-height:50rem)]:gap-x-4 [@media(max-height:50rem)]:px-pad [@media(max-height:50rem)]:[&_[role=img]]:max-h-[clamp(5.5rem,calc(100dvh-39.25rem),11rem)]! [@media(max-height:50rem)]:lang-en:[&_[role=img]]:max-h-[clamp(5.5rem,calc(100dvh-40.5rem),11rem)]!">
            {sensor === undefined ? (
              <div className="self-center text-ink-2">{t('duty:desk.noTrend')}</div>
            ) : (
              <Trend
                sensor={sensor}
                quantity={cause.kind === 'threshold' ? cause.quantity : (sensor.thresholds[0]?.quantity ?? 'level_m')}
              />
            )}
            <AffectedPanel alarm={alarm} />
          </div>
        )}
        <div className="[@media(max-height:60rem)]:order-first">
          <SuggestionList alarm={alarm} />
        </div>
      </div>
      <AlarmButtons alarm={alarm} />
      <Phones alarm={alarm} />
    </section>
  );
}
