import type { WarningContent } from '@sitong/shared/pillars/release/events.ts';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/panel.tsx';
import { smsParts, voiceSeconds } from './draft-form.ts';

/** The same warning as each channel will carry it. */
export function PreviewPanel({ content, byName }: { content: WarningContent; byName: 'yes' | 'no' }) {
  const { t } = useTranslation('warning');
  const short = `【${content.headline}】${content.instruction}`;
  const spoken = `${content.headline}。${content.instruction}。${byName === 'yes' ? t('preview.reply') : ''}`;
  return (
    <Panel title={t('preview.title')}>
      <dl className="m-0 h-full overflow-auto px-pad py-2 grid content-start gap-3 [&_dd]:m-0 [&_dt]:text-meta [&_dt]:text-ink-3">
        <div>
          <dt>{t('preview.sms', { n: [...short].length, parts: smsParts(short) })}</dt>
          <dd>{short}</dd>
        </div>
        <div>
          <dt>{t('preview.voice', { n: voiceSeconds(spoken) })}</dt>
          <dd>{spoken}</dd>
        </div>
        <div>
          <dt>{t('preview.broadcast')}</dt>
          <dd>{content.instruction}</dd>
        </div>
        <div>
          <dt>{t('preview.cap')}</dt>
          <dd className="font-medium">{content.headline}</dd>
          <dd>{content.text}</dd>
        </div>
      </dl>
    </Panel>
  );
}
