import type { ClosingCheck } from '@sitong/shared/pillars/command/closing.ts';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { DenseList } from '../../../ui/table/dense-list.tsx';

type Row = ClosingCheck & { readonly id: string };

const drawn = (row: Row): ReactNode => <Condition {...row} />;

/** What stands against closing, always all of it, each with how many (CMD-8, CMD-9). */
export function ClosingPanel({ checks, twoPersons }: { checks: readonly ClosingCheck[]; twoPersons: boolean }) {
  const { t } = useTranslation('incident');
  const met = checks.filter(({ open }) => open === 0).length;
  const rows = useMemo(() => checks.map((check): Row => ({ ...check, id: check.condition })), [checks]);
  return (
    <Panel
      title={t('closing.title')}
      meta={t('closing.meta')}
      actions={<span className="text-body font-medium text-ink-1">{`${met}/${checks.length}`}</span>}
      footer={twoPersons ? <span className="text-meta text-ink-2">{t('closing.twoPersons')}</span> : undefined}
    >
      <DenseList
        label={t('closing.title')}
        rows={rows}
        rowHeight="plan"
        textOf={({ condition, open }) =>
          `${t(`closing.${condition}`)} ${open === 0 ? t('closing.met') : t('closing.open', { count: open })}`
        }
      >
        {drawn}
      </DenseList>
    </Panel>
  );
}

function Condition({ condition, open }: ClosingCheck) {
  const { t } = useTranslation('incident');
  return (
    <div className="flex items-center gap-3 w-full min-w-0">
      <Icon
        name={open === 0 ? 'check' : 'cross'}
        label={t(open === 0 ? 'closing.met' : 'closing.notMet')}
        className={open === 0 ? 'text-ink-2' : 'text-ink-1'}
      />
      {/* A second, close line has room in the row. */}
      <span className={`min-w-0 leading-[1.15] ${open === 0 ? 'text-ink-2' : 'font-medium'}`}>
        {t(`closing.${condition}`)}
      </span>
      <span className="ml-auto shrink-0 text-meta text-ink-2">
        {open === 0 ? null : t('closing.open', { count: open })}
      </span>
    </div>
  );
}
