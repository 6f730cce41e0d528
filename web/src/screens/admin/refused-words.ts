import { INGEST_REASONS, type IngestReasonCode, isIngestReason } from '@sitong/shared/kernel/ingest-reasons.ts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

/** What a door says of an input it did not take. `facts` null: it needs none, or the record is older than facts. */
export const RefusedReasonSchema = z.object({
  code: z.string(),
  message: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])).nullish(),
});
export type RefusedReason = z.infer<typeof RefusedReasonSchema>;

/** The code when this screen has words for it and the record has all that they need. */
export function saidByCode({ code, facts }: RefusedReason): IngestReasonCode | undefined {
  if (!isIngestReason(code)) return undefined;
  return INGEST_REASONS[code].every((name) => facts?.[name] !== undefined) ? code : undefined;
}

/** Why an input was not taken, in the language of the screen; else what the door said, marked as that. */
export function useRefusedWords(): (row: RefusedReason) => string {
  const { t } = useTranslation('admin');
  return useCallback(
    (row) => {
      const code = saidByCode(row);
      if (code !== undefined) return t(`refused.reason.${code}`, { ...row.facts });
      return t('refused.original', { text: row.message === '' ? row.code : row.message });
    },
    [t],
  );
}
