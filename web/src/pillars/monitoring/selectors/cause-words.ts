import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { assertNever } from '@sitong/shared/kernel/refusal.ts';
import type { AlarmCause } from '@sitong/shared/pillars/monitoring/events.ts';
import type { TFunction } from 'i18next';
import { formatNumber } from '../../../ui/format/number.ts';
import { formatMinute } from '../../../ui/format/time.ts';

export type CauseT = TFunction<['monitoring', 'rescue']>;

/** Two decimals for water levels and their rise (centimetres count), one for everything else. */
export function decimalsOf(quantity: string): number {
  return quantity === 'level_m' || quantity === 'level_rise_m_per_h' ? 2 : 1;
}

/** `暴雨红色 3小时100毫米` → `暴雨红色`: quantity, value and limit stand in the facts. */
export function shortLabel(label: string): string {
  return label.split(' ')[0] ?? label;
}

/** What an alarm says: the sentence at the top, and the facts behind it. */
export interface CauseWords {
  readonly title: string;
  readonly detail: string;
}

/** MON-1: an alarm's facts as a title and one sentence, in the reader's language. */
export function causeWords(cause: AlarmCause, county: CountyIndex, t: CauseT): CauseWords {
  const team = (id: string): string => county.teams.get(id)?.name ?? id;
  const person = (id: string): string => county.persons.get(id)?.name ?? id;
  const sensor = (id: string): string => county.sensors.get(id)?.name ?? id;
  const seen = (at: string | undefined): string =>
    at === undefined
      ? t('monitoring:cause.neverSeen')
      : t('monitoring:cause.lastSeen', { at: formatMinute(Date.parse(at)) });
  switch (cause.kind) {
    case 'threshold': {
      const decimals = decimalsOf(cause.quantity);
      const unit = t(`monitoring:unit.${cause.quantity}`);
      const over = cause.value - cause.limit;
      return {
        title: t('monitoring:cause.threshold', { sensor: sensor(cause.sensor), label: shortLabel(cause.label) }),
        detail: t('monitoring:cause.thresholdDetail', {
          quantity: t(`monitoring:quantity.${cause.quantity}`),
          value: formatNumber(cause.value, decimals),
          limit: formatNumber(cause.limit, decimals),
          over: formatNumber(over, decimals),
          unit,
        }),
      };
    }
    case 'sensor_silent':
      return {
        title: t('monitoring:cause.silent', { sensor: sensor(cause.sensor) }),
        detail: seen(cause.lastSeenAt),
      };
    case 'incoming_warning':
      return { title: cause.headline, detail: t('monitoring:cause.incoming') };
    case 'order_escalated':
      return {
        title: t('monitoring:cause.order', { team: team(cause.team), step: t(`rescue:escalation.${cause.step}`) }),
        detail: t('monitoring:cause.orderDetail', { number: cause.orderNumber }),
      };
    case 'call_unanswered':
      return {
        title: t('monitoring:cause.call', { person: person(cause.person) }),
        detail: t('monitoring:cause.callDetail', { attempts: cause.attempts }),
      };
    case 'help':
      return {
        title: t('monitoring:cause.help', { team: team(cause.team), help: t(`rescue:help.${cause.help}`) }),
        detail: t('monitoring:cause.helpDetail'),
      };
    case 'safety_missed':
      return {
        title: t('monitoring:cause.safety', { team: team(cause.team) }),
        detail: t('monitoring:cause.safetyDetail'),
      };
    case 'position_lost':
      return {
        title: t('monitoring:cause.position', { team: team(cause.team) }),
        detail: seen(cause.lastSeenAt),
      };
    case 'report_due':
      return {
        title: t(`monitoring:cause.report.${cause.which}`),
        detail: t('monitoring:cause.reportDetail'),
      };
    case 'task_overdue':
      return { title: t('monitoring:cause.task', { title: cause.title }), detail: t('monitoring:cause.taskDetail') };
    case 'countersign_due':
      return {
        title: t('monitoring:cause.countersign', { person: person(cause.person) }),
        detail: t('monitoring:cause.countersignDetail'),
      };
    case 'source_lost':
      return {
        title: t('monitoring:cause.source', { source: cause.source }),
        detail: t('monitoring:cause.sourceDetail'),
      };
    default:
      return assertNever(cause);
  }
}
