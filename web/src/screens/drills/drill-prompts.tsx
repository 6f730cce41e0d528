import { toMs } from '@sitong/shared/kernel/time.ts';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../../ui/format/time.ts';
import { Panel } from '../../ui/panel.tsx';
import { DenseList } from '../../ui/table/dense-list.tsx';
import { type Prompt, usePrompts } from './drill-data.ts';
import { stateOf } from './query-state.ts';

type Row = Prompt & { id: string };

/** Calls of the scenario, newest first: what the desk is told on the phone. */
export function DrillPrompts({ world }: { world: string }) {
  const { t } = useTranslation('drill');
  const prompts = usePrompts(world);
  const rows: Row[] = (prompts.data?.prompts ?? []).map((prompt) => ({ ...prompt, id: String(prompt.seq) }));
  return (
    <Panel
      className="min-h-0"
      title={t('prompts.heading')}
      meta={t('prompts.count', { count: rows.length })}
      state={stateOf(prompts, { what: t('prompts.failed') })}
      footer={<span className="text-meta text-ink-3">{t('prompts.note')}</span>}
    >
      {prompts.data === undefined ? null : (
        <DenseList
          label={t('prompts.heading')}
          rows={rows}
          rowHeight="recommendation"
          textOf={(row) => row.text}
          empty={t('prompts.empty')}
        >
          {promptRow}
        </DenseList>
      )}
    </Panel>
  );
}

function promptRow({ at, text }: Row) {
  return (
    <>
      <time dateTime={at} className="text-meta text-ink-3 self-start pt-2">
        {formatTime(toMs(at))}
      </time>
      <p className="m-0 self-start pt-1.5 line-clamp-2" title={text}>
        {text}
      </p>
    </>
  );
}
