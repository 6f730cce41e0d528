import { PRACTICE_LIST, type PracticePath, practiceField } from '@sitong/shared/kernel/practice.ts';
import type { PracticeLeaf, PracticeValue } from '@sitong/shared/kernel/practice-leaf.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

const PATHS: ReadonlyMap<string, PracticePath> = new Map(PRACTICE_LIST.map(({ path }) => [path, path]));

/** Shares are stored as 0–1 and set as percent. */
export function shownNumber(leaf: PracticeLeaf, value: number): number {
  return leaf.unit === 'share' ? Math.round(value * 1e6) / 1e4 : value;
}

export function storedNumber(leaf: PracticeLeaf, shown: number): number {
  return leaf.unit === 'share' ? Math.round(shown * 1e4) / 1e6 : shown;
}

export interface ValueWords {
  /** The value's name; its path when this version does not know it. */
  name: (path: string) => string;
  value: (path: string, value: PracticeValue | undefined) => string;
  unit: (leaf: PracticeLeaf) => string | undefined;
  level: (value: number) => string;
}

export function useValueWords(): ValueWords {
  const { t } = useTranslation('practice');
  return useMemo(() => {
    const unit = (leaf: PracticeLeaf): string | undefined =>
      leaf.unit === 'level' || leaf.unit === 'digits' || leaf.unit === 'sha256' ? undefined : t(`unit.${leaf.unit}`);
    const level = (value: number): string => {
      const known = ([1, 2, 3, 4] as const).find((one) => one === value);
      return known === undefined ? String(value) : t(`level.${known}`);
    };
    return {
      unit,
      level,
      name: (path) => {
        const known = PATHS.get(path);
        return known === undefined ? path : t(`name.${known}`);
      },
      value: (path, value) => {
        const leaf = practiceField(path);
        if (value === undefined) return '—';
        if (leaf?.kind === 'fingerprints' && typeof value === 'string')
          return value === ''
            ? '—'
            : value
                .split(' ')
                .map((one) => `${one.slice(0, 8)}…`)
                .join(' ');
        if (leaf === undefined || typeof value === 'string') return String(value);
        if (leaf.kind === 'level') return level(value);
        return `${shownNumber(leaf, value)} ${unit(leaf) ?? ''}`.trim();
      },
    };
  }, [t]);
}
