import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatRemaining, formatSpan } from './format/duration.ts';
import { formatLanguage } from './format/language.ts';
import { formatLarge } from './format/number.ts';
import { formatDate } from './format/time.ts';

/** The formatters whose words depend on the language on screen. */
export function useFormat() {
  const { i18n } = useTranslation();
  const language = formatLanguage(i18n.language);
  return useMemo(
    () => ({
      language,
      span: (ms: number) => formatSpan(ms, language),
      remaining: (ms: number) => formatRemaining(ms, language),
      date: (atMs: number) => formatDate(atMs, language),
      large: (value: number) => formatLarge(value, language),
    }),
    [language],
  );
}
