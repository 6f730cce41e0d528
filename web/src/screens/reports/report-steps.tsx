import type { Report } from '@sitong/shared/pillars/release/state.ts';
import { useTranslation } from 'react-i18next';

const STEPS = ['draft', 'checked', 'signed', 'sent', 'received'] as const;

/** 拟稿 核对 签发 报送 回执: where the report stands. */
export function ReportSteps({ report }: { report: Report }) {
  const { t } = useTranslation('release');
  const now = report.status === 'returned' ? 0 : STEPS.indexOf(report.status);
  return (
    <ol aria-label={t('reportDesk.steps')} className="flex m-0 p-0 list-none border border-control text-meta">
      {STEPS.map((step, i) => (
        <li
          key={step}
          aria-current={i === now ? 'step' : undefined}
          className={`px-2.5 py-0.5 ${i === now ? 'bg-primary text-primary-ink' : i < now ? 'text-ink-1' : 'text-ink-3'} ${i === 0 ? '' : 'border-l border-control'}`}
        >
          {t(`reportStatus.${i === 0 && report.status === 'returned' ? 'returned' : step}`)}
        </li>
      ))}
    </ol>
  );
}
