import type { Refusal } from '@sitong/shared/kernel/refusal.ts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { countyNow } from '../plumbing/county/county-store.ts';
import { sayableFacts } from './refusal-facts.ts';

/** The sentence for a refusal's code; an unknown code is shown as it is, never swallowed. */
export function useRefusalWords(): (refusal: Refusal) => string {
  const { t, i18n } = useTranslation(['refusals', 'command', 'rescue']);
  return useCallback(
    ({ code, facts }) => {
      const sentence: unknown = i18n.getResource(i18n.resolvedLanguage ?? 'zh-CN', 'refusals', `code.${code}`);
      if (typeof sentence !== 'string') return t('unknown', { code });
      return i18n.services.interpolator.interpolate(
        sentence,
        sayableFacts(facts ?? {}, countyNow(), t),
        i18n.language,
        {},
      );
    },
    [t, i18n],
  );
}
