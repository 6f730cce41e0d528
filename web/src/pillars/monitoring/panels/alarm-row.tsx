import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { Elapsed } from '../../../ui/clock/countdown.tsx';
import { formatMinute } from '../../../ui/format/time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { levelText } from '../../../ui/level/level.ts';
import { LevelGlyph } from '../../../ui/level/level-glyph.tsx';
import { needsAck } from '../selectors/alarm-list.ts';
import { causeWords } from '../selectors/cause-words.ts';

/** An alarm as a row: shape, what and the facts behind it, its age, who has it. */
export const AlarmRow = memo(function AlarmRow({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation(['monitoring', 'rescue']);
  const county = useCounty();
  const { title, detail } = causeWords(alarm.cause, county, t);
  const open = needsAck(alarm);
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 w-full py-0.5 leading-[1.35]">
      <AlarmGlyph alarm={alarm} size={22} />
      {/* Each line shares its own room: a short age leaves the title more of it. What finds none goes on below. */}
      <div className="min-w-0">
        <p className={`m-0 flex gap-2 text-row ${open ? 'font-medium' : 'text-ink-2'}`}>
          <span className="min-w-0 flex-1 break-words line-clamp-3" title={title}>
            {title}
          </span>
          <Elapsed
            sinceMs={Date.parse(alarm.raisedAt)}
            className={`font-medium whitespace-nowrap ${open ? levelText[alarm.priority] : 'text-ink-2'}`}
          />
        </p>
        <p className="m-0 flex flex-wrap gap-x-2 text-meta text-ink-3">
          <span>{detail}</span>
          <span className={`ml-auto ${open ? 'text-ink-1' : ''}`}>
            <Holder alarm={alarm} />
          </span>
        </p>
      </div>
    </div>
  );
});

/** Filled: nobody has acknowledged it. Outline: somebody has. A clock: set aside. */
export function AlarmGlyph({ alarm, size }: { alarm: Alarm; size: number }) {
  const { t } = useTranslation('monitoring');
  if (alarm.shelved !== undefined) {
    return <Icon name="clock" label={t('shelved')} className="text-ink-3 text-[1.4em]" />;
  }
  return (
    <LevelGlyph
      level={alarm.priority}
      size={size}
      variant={needsAck(alarm) ? 'filled' : 'outline'}
      blinking={alarm.status === 'unacked'}
      label={t(`priority.${alarm.priority}`)}
    />
  );
}

function Holder({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('monitoring');
  const county = useCounty();
  const name = (id: string): string => county.persons.get(id)?.name ?? id;
  if (alarm.shelved !== undefined) {
    return t('shelvedUntil', { by: name(alarm.shelved.by), until: formatMinute(Date.parse(alarm.shelved.until)) });
  }
  switch (alarm.status) {
    case 'unacked':
    case 'returned':
      return t(`alarmStatus.${alarm.status}`);
    case 'acked':
      return alarm.acked === undefined
        ? t('alarmStatus.acked')
        : t('ackedBy', { by: name(alarm.acked.by), at: formatMinute(Date.parse(alarm.acked.at)) });
    default:
      return alarm.status satisfies never;
  }
}
