import type { TeamKind } from '@sitong/shared/kernel/master/teams.ts';
import { useTranslation } from 'react-i18next';
import type { TeamColumn } from '../team-marks.ts';

const look: Readonly<Record<TeamColumn, string>> = {
  available: 'border-own text-own',
  out: 'border-own bg-own text-bg-1',
  on_scene: 'border-own bg-own text-bg-1',
  returning: 'border-own text-own',
  off_duty: 'border-control border-dashed text-ink-3',
};

/** A team as on the map: a circle with the glyph of its kind; filled once it is out, hollow and dashed when its position is lost. */
export function TeamGlyph({ kind, column, lost = false }: { kind: TeamKind; column: TeamColumn; lost?: boolean }) {
  const { t } = useTranslation('rescue');
  return (
    <span
      role="img"
      aria-label={t(`kind.${kind}`)}
      className={`grid place-items-center size-6 shrink-0 rounded-full border-2 text-mini font-medium leading-none ${lost ? 'border-fault border-dashed text-fault' : look[column]}`}
    >
      {t(`kindGlyph.${kind}`)}
    </span>
  );
}
