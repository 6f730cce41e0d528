import { TeamKindSchema } from '@sitong/shared/kernel/master/teams.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { KindGlyphs } from './team-marks.ts';

/** The one letter or hanzi on a team's mark, by kind. */
export function useKindGlyphs(): KindGlyphs {
  const { t } = useTranslation('rescue');
  return useMemo(
    () => Object.fromEntries(TeamKindSchema.options.map((kind) => [kind, t(`kindGlyph.${kind}`)])) as KindGlyphs,
    [t],
  );
}
