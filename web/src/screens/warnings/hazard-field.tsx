import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ComboBox } from '../../ui/form/combo-box.tsx';
import { WARNABLE } from './draft-form.ts';

/** Hazards that may carry a colour warning. */
export function HazardField({ value, onChange }: { value: Hazard; onChange: (hazard: Hazard) => void }) {
  const { t } = useTranslation(['warning', 'command']);
  const choices = useMemo(() => WARNABLE.map((id) => ({ id, label: t(`command:hazard.${id}`) })), [t]);
  return (
    <ComboBox
      label={t('warning:edit.hazard')}
      choices={choices}
      value={value}
      onChange={(id) => {
        if (id !== null) onChange(id);
      }}
      required
    />
  );
}
