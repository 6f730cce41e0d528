import type { TeamKind } from '@sitong/shared/kernel/master/teams.ts';
import { useTranslation } from 'react-i18next';

export type TeamDotLook = 'out' | 'home' | 'off' | 'lost' | 'unplaced';

const look: Readonly<Record<TeamDotLook, string>> = {
  out: 'bg-own border-own text-bg-0',
  home: 'border-own text-own',
  off: 'border-control text-ink-3',
  lost: 'border-dashed border-fault text-fault',
  unplaced: 'border-dashed border-control text-ink-3',
};

/** The map's team circle, in a list: filled out, outlined available, dashed when nobody knows where. */
export function TeamDot({ kind, state }: { kind: TeamKind; state: TeamDotLook }) {
  const { t } = useTranslation('rescue');
  return (
    <span
      role="img"
      aria-label={t(`kind.${kind}`)}
      className={`inline-grid place-items-center size-[1.35em] shrink-0 rounded-full border-2 text-[0.72em] leading-none font-bold ${look[state]}`}
    >
      {t(`kindGlyph.${kind}`)}
    </span>
  );
}
