import type { PracticeLeaf, PracticeValue } from '@sitong/shared/kernel/practice-leaf.ts';
import { useTranslation } from 'react-i18next';
import { NumberField } from '../../../ui/form/number-field.tsx';
import { Select } from '../../../ui/form/select.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { shownNumber, storedNumber, useValueWords } from './value-words.ts';

interface ValueFieldProps {
  leaf: PracticeLeaf;
  value: PracticeValue | undefined;
  error: string | undefined;
  onChange: (value: PracticeValue | undefined) => void;
}

/** One value of local practice, as its kind asks for it. */
export function ValueField({ leaf, value, error, onChange }: ValueFieldProps) {
  const { t } = useTranslation('practice');
  const words = useValueWords();
  if (leaf.kind === 'level')
    return (
      <Select
        label={t('edit.value')}
        choices={(['1', '2', '3', '4'] as const).map((id) => ({ id, label: t(`level.${id}`) }))}
        value={value === 1 ? '1' : value === 2 ? '2' : value === 3 ? '3' : value === 4 ? '4' : null}
        onChange={(id) => onChange(Number(id))}
        error={error}
      />
    );
  if (leaf.kind === 'digits')
    return (
      <TextField
        label={t('edit.value')}
        description={t('edit.digits', { n: leaf.length })}
        value={typeof value === 'string' ? value : ''}
        onChange={onChange}
        maxLength={leaf.length}
        error={error}
      />
    );
  if (leaf.kind === 'fingerprints')
    return (
      <TextField
        label={t('edit.value')}
        description={t('edit.fingerprints', { n: leaf.most })}
        value={typeof value === 'string' ? value : ''}
        // As certificate viewers show them: capitals, colons, one a line.
        onChange={(text) =>
          onChange(
            text
              .toLowerCase()
              .replaceAll(':', '')
              .split(/[\s,;，；]+/)
              .join(' ')
              .trimStart(),
          )
        }
        maxLength={leaf.most * 97}
        error={error}
      />
    );
  const unit = words.unit(leaf);
  return (
    <NumberField
      label={t('edit.value')}
      description={t('edit.bounds', { least: shownNumber(leaf, leaf.least), most: shownNumber(leaf, leaf.most) })}
      value={typeof value === 'number' ? shownNumber(leaf, value) : null}
      onChange={(shown) => onChange(shown === null ? undefined : storedNumber(leaf, shown))}
      min={shownNumber(leaf, leaf.least)}
      max={shownNumber(leaf, leaf.most)}
      step={leaf.kind === 'whole' || leaf.unit === 'share' ? 1 : 0.5}
      error={error}
      {...(unit === undefined ? {} : { unit })}
    />
  );
}
