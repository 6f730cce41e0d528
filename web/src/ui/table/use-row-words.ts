import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * A row's words for screen readers, under one name as long as the language stays: a list draws all its rows again when
 * the functions it draws them with are others, and callers write this one on the spot.
 */
export function useRowWords<R>(textOf: (row: R) => string): (row: R) => string {
  const { i18n } = useTranslation();
  const newest = useRef(textOf);
  newest.current = textOf;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language is another telling
  return useMemo(() => (row: R) => newest.current(row), [i18n.resolvedLanguage]);
}
