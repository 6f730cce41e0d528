import type { ClosingCheck } from '@sitong/shared/pillars/command/closing.ts';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';

/** What stands against closing, always all of it, each with how many (CMD-8, CMD-9). */
export function ClosingPanel({ checks, twoPersons }: { checks: readonly ClosingCheck[]; twoPersons: boolean }) {
  const { t } = useTranslation('incident');
  const met = checks.filter(({ open }) => open === 0).length;
  return (
    <Panel
      title={t('closing.title')}
      meta={t('closing.meta')}
      actions={<span className="text-body font-medium text-ink-1">{`${met}/${checks.length}`}</span>}
    >
      <ul className="m-0 p-0 list-none h-full overflow-auto">
        {checks.map(({ condition, open }) => (
          <li key={condition} className="flex items-center gap-3 px-pad min-h-row-plan border-b border-row-line">
            <Icon
              name={open === 0 ? 'check' : 'cross'}
              label={t(open === 0 ? 'closing.met' : 'closing.notMet')}
              className={open === 0 ? 'text-ink-2' : 'text-ink-1'}
            />
            <span className={open === 0 ? 'text-ink-2' : 'font-medium'}>{t(`closing.${condition}`)}</span>
            <span className="ml-auto text-meta text-ink-2">
              {open === 0 ? null : t('closing.open', { count: open })}
            </span>
          </li>
        ))}
        {twoPersons ? <li className="px-pad py-2 text-meta text-ink-2">{t('closing.twoPersons')}</li> : null}
      </ul>
    </Panel>
  );
}
