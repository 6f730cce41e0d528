import { LIVE } from '@sitong/shared/kernel/ids.ts';
import type { ReportFields } from '@sitong/shared/pillars/release/events.ts';
import { REPORT_FIGURES } from '@sitong/shared/pillars/release/report-names.ts';
import type { Report } from '@sitong/shared/pillars/release/state.ts';
import { chineseTime } from '@sitong/shared/pillars/release/templates.ts';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../plumbing/live/live-store.ts';
import { formatDate, formatDayMinute } from '../../ui/format/time.ts';
import { useFormat } from '../../ui/use-format.ts';
import { useNames } from '../warnings/use-names.ts';

/** 值班信息快报 as it is printed (GB/T 9704 style): red only in the masthead, unknown written out as such. */
export function Paper({ report, fields, title }: { report: Report; fields: ReportFields; title: string }) {
  const { t } = useTranslation(['release', 'command']);
  const { language } = useFormat();
  const names = useNames();
  const world = useLive((live) => live.world);
  const { signature, sent } = report;
  const time = (at: string): string =>
    language === 'zh-CN' ? chineseTime(Date.parse(at)) : formatDayMinute(Date.parse(at));
  const to = sent?.to ?? t('release:reportDesk.sendToDefault');
  const figures = REPORT_FIGURES.map((figure) => {
    const value = fields[figure];
    const name = t(`command:figure.${figure}`);
    return value === undefined ? t('release:paper.unknown', { name }) : t('release:paper.figure', { name, value });
  });
  const watermark =
    world !== LIVE ? t('release:paper.drill') : signature === undefined ? t('release:paper.watermark') : undefined;
  const [comma, stop] = language === 'zh-CN' ? ['，', '。'] : [', ', '. '];
  const draftMs = Date.parse(sent?.at ?? fields.asOf);
  const [y = '', m = '', d = ''] = formatDate(draftMs, language).slice(0, 10).split('-');
  const draftDay = t('release:paper.day', { y, m: Number(m), d: Number(d) });
  return (
    <article className="paper" lang={language}>
      {watermark === undefined ? null : (
        // Painted, not text: it lies pale under the words, which say the state themselves.
        <div className="paper-watermark" aria-hidden="true" data-word={watermark} />
      )}
      <p style={{ margin: 0, fontWeight: 700 }}>{t('release:paper.urgent')}</p>
      <p className="paper-masthead" style={{ margin: '2mm 0' }}>
        {t('release:paper.masthead')}
      </p>
      <p style={{ margin: 0, textAlign: 'center' }}>{t('release:paper.issue', { n: report.number })}</p>
      <p className="paper-line" style={{ display: 'flex', justifyContent: 'space-between', margin: '4mm 0 6mm' }}>
        <span>{t('release:paper.unit', { county: names.county })}</span>
        <span>{draftDay}</span>
      </p>
      <h3 style={{ margin: '0 0 6mm', textAlign: 'center', fontSize: '20pt', lineHeight: 1.4 }}>{title}</h3>
      <p style={{ margin: 0 }}>{t('release:paper.to', { to })}</p>
      <p className="paper-indent">{t('release:paper.lead', { title: fields.title, at: time(fields.asOf) })}</p>
      <Section head={t('release:reportDesk.process')}>
        {[fields.occurredAt === undefined ? '' : time(fields.occurredAt), fields.place].filter(Boolean).join(comma)}
        {stop}
        {fields.process}
      </Section>
      <p className="paper-indent">{t('release:paper.figures', { list: figures.join(comma) })}</p>
      <Section head={t('release:reportDesk.actions')}>{fields.actions || t('release:paper.none')}</Section>
      <Section head={t('release:reportDesk.requests')}>{fields.requests || t('release:paper.none')}</Section>
      <p style={{ display: 'flex', justifyContent: 'space-between', margin: '10mm 0 0' }}>
        <span>
          {t('release:paper.office')} {t('release:paper.officeName', { county: names.county })}
        </span>
        <span>
          {t('release:paper.signer')}{' '}
          {signature === undefined ? t('release:paper.waitSign') : names.person(signature.person)}
        </span>
      </p>
      <footer style={{ marginTop: '12mm' }}>
        <p className="paper-foot" style={{ margin: 0 }}>
          {t('release:paper.report', { to })}
        </p>
        <p style={{ margin: 0 }}>{t('release:paper.copy')}</p>
        <p className="paper-foot" style={{ display: 'flex', justifyContent: 'space-between', margin: 0 }}>
          <span>{t('release:paper.editor', { name: names.person(report.draftedBy) })}</span>
          <span>
            {sent?.simulated === true ? t('release:paper.simulated') : ''} {time(sent?.at ?? fields.asOf)}
          </span>
        </p>
      </footer>
    </article>
  );
}

function Section({ head, children }: { head: string; children: React.ReactNode }) {
  return (
    <>
      <p className="paper-indent" style={{ fontWeight: 700 }}>
        {head}
      </p>
      <p className="paper-indent" style={{ whiteSpace: 'pre-wrap' }}>
        {children}
      </p>
    </>
  );
}
