import { AUDIT_FACTS } from '@sitong/shared/kernel/audit.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/form/select.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { type AuditQuery, isDay, WHOLE } from './audit-data.ts';

/** By whom or about whom, which kind, which days. Enter searches. */
export function AuditFilter({ onSearch }: { onSearch: (query: AuditQuery) => void }) {
  const { t } = useTranslation('account');
  const [query, setQuery] = useState<AuditQuery>(WHOLE);
  const set = (over: Partial<AuditQuery>): void => setQuery((before) => ({ ...before, ...over }));
  const wrong = (day: string): string | undefined => (isDay(day) ? undefined : t('audit.badDate'));
  const bad = wrong(query.from) ?? wrong(query.to);
  return (
    <form
      className="grid grid-cols-[2fr_1.2fr_1fr_1fr_auto] gap-3 items-end p-pad border-b border-hairline"
      onSubmit={(event) => {
        event.preventDefault();
        if (bad === undefined) onSearch(query);
      }}
    >
      <TextField label={t('audit.who')} value={query.who} onChange={(who) => set({ who })} maxLength={120} />
      <Select
        label={t('audit.type')}
        choices={[
          { id: 'all' as const, label: t('audit.all') },
          ...AUDIT_FACTS.map((id) => ({ id, label: t(`audit.kinds.${id}`) })),
        ]}
        value={query.type}
        onChange={(type) => {
          set({ type });
          if (bad === undefined) onSearch({ ...query, type });
        }}
      />
      <TextField
        label={t('audit.from')}
        placeholder={t('audit.dateHow')}
        value={query.from}
        onChange={(from) => set({ from })}
        error={wrong(query.from)}
      />
      <TextField
        label={t('audit.to')}
        placeholder={t('audit.dateHow')}
        value={query.to}
        onChange={(to) => set({ to })}
        error={wrong(query.to)}
      />
      <Button type="submit" disabledReason={bad} onPress={() => undefined}>
        {t('audit.search')}
      </Button>
    </form>
  );
}
