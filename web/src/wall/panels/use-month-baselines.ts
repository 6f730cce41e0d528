import { useTranslation } from 'react-i18next';
import { formatDayMinute } from '../../ui/format/time.ts';
import { type Known, knownSpans } from './baselines.ts';
import { useBaselines } from './use-baselines.ts';

const day = (ms: number): string => formatDayMinute(ms).slice(0, 5);

/** What the quiet figures of the strip stand against: this month and the one before, as far as the log holds them. */
export function useMonthBaselines(when: 'quiet' | 'busy'): { incidents: string; warnings: string } | undefined {
  const { t } = useTranslation('wall');
  const known = useBaselines(when);
  if (known === undefined) return undefined;
  const spans = knownSpans(known);
  const { month, lastMonth } = known.incidents;
  const { issued } = known.warnings;
  return {
    incidents: [
      counted(spans.month, t('baseline.month', { count: month }), (date) =>
        t('baseline.since', { date, count: month }),
      ),
      spans.lastMonth.kind === 'whole' ? t('baseline.lastMonth', { count: lastMonth }) : undefined,
    ]
      .filter((part) => part !== undefined)
      .join(' · '),
    warnings:
      counted(spans.month, t('baseline.issued', { count: issued }), (date) =>
        t('baseline.issuedSince', { date, count: issued }),
      ) ?? '',
  };
}

function counted(span: Known, whole: string, part: (date: string) => string): string | undefined {
  switch (span.kind) {
    case 'whole':
      return whole;
    case 'part':
      return part(day(span.sinceMs));
    case 'none':
      return undefined;
    default:
      return span satisfies never;
  }
}
