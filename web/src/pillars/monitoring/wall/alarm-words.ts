import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { assertNever } from '@sitong/shared/kernel/refusal.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import type { TFunction } from 'i18next';
import { formatNumber } from '../../../ui/format/number.ts';
import { formatMinute } from '../../../ui/format/time.ts';
import { shortName } from '../marks.ts';
import { shortLabel } from '../selectors/cause-words.ts';

/** An alarm in two lines: what is wrong and where; the facts behind it. `what`: of the title, what is never cut. */
export function alarmWords(
  { cause }: Alarm,
  county: CountyIndex,
  t: TFunction<['wall', 'monitoring', 'rescue']>,
): { title: string; what?: string; detail: string } {
  const sensor = (id: string): string => shortName(county.sensors.get(id)?.name ?? id);
  const team = (id: string): string => county.teams.get(id)?.name ?? id;
  const person = (id: string): string => county.persons.get(id)?.name ?? id;
  const seen = (at: string | undefined): string =>
    at === undefined ? t('wall:alarms.neverSeen') : t('wall:alarms.lastSeen', { at: formatMinute(Date.parse(at)) });
  switch (cause.kind) {
    case 'threshold': {
      const decimals = cause.quantity === 'level_m' ? 2 : 1;
      return {
        title: sensor(cause.sensor),
        what: notSaidTwice(sensor(cause.sensor), shortLabel(cause.label)),
        detail: t('wall:alarms.thresholdDetail', {
          value: formatNumber(cause.value, decimals),
          limit: formatNumber(cause.limit, decimals),
          unit: t(`monitoring:unit.${cause.quantity}`),
        }),
      };
    }
    case 'sensor_silent':
      return { title: sensor(cause.sensor), what: t('wall:alarms.silent'), detail: seen(cause.lastSeenAt) };
    case 'incoming_warning':
      return { title: cause.headline, detail: t('wall:alarms.incoming') };
    case 'order_escalated': {
      const step = t(`rescue:escalation.${cause.step}`);
      return { title: t('wall:alarms.order', { team: team(cause.team), step }), detail: cause.orderNumber };
    }
    case 'call_unanswered':
      return {
        title: t('wall:alarms.call', { person: person(cause.person) }),
        detail: t('wall:alarms.callDetail', { count: cause.attempts }),
      };
    case 'help':
      return {
        title: t('wall:alarms.help', { team: team(cause.team), help: t(`rescue:help.${cause.help}`) }),
        detail: '',
      };
    case 'safety_missed':
      return { title: t('wall:alarms.safetyMissed', { team: team(cause.team) }), detail: '' };
    case 'position_lost':
      return { title: t('wall:alarms.positionLost', { team: team(cause.team) }), detail: seen(cause.lastSeenAt) };
    case 'report_due':
      return { title: t('wall:alarms.reportDue'), detail: t(`wall:alarms.${reportWords[cause.which]}`) };
    case 'task_overdue':
      return { title: cause.title, detail: t('wall:alarms.task') };
    case 'countersign_due':
      return { title: t('wall:alarms.countersign'), detail: person(cause.person) };
    case 'source_lost':
      return { title: t('wall:alarms.source'), detail: cause.source };
    default:
      return assertNever(cause);
  }
}

/** 水洼村后沟滑坡位移 and 位移橙色 share a word: it is said once. */
export function notSaidTwice(name: string, label: string): string {
  for (let shared = Math.min(name.length, label.length - 1); shared >= 2; shared -= 1)
    if (name.endsWith(label.slice(0, shared))) return label.slice(shared).trim();
  return label;
}

const reportWords = { phone: 'reportPhone', written: 'reportWritten', update: 'reportUpdate' } as const;
