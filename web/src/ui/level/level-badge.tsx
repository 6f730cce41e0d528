import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type GlyphLevel, glyphLevels, levelText } from './level.ts';
import { LevelGlyph } from './level-glyph.tsx';

interface LevelBadgeProps {
  level: GlyphLevel;
  variant?: 'filled' | 'outline';
  size?: number;
  /** The caller's own word ("暴雨红色预警 · Ⅰ级"); without it the plain name of the level. */
  children?: ReactNode;
}

/** Glyph and word, never the glyph alone. */
export function LevelBadge({ level, variant = 'filled', size = 20, children }: LevelBadgeProps) {
  const { t } = useTranslation('ui');
  return (
    <span className={`inline-flex items-center gap-2 font-medium ${levelText[level]}`}>
      <LevelGlyph level={level} variant={variant} size={size} />
      <span>{children ?? t(`level.full.${level}`)}</span>
    </span>
  );
}

/** How many of each level; zero is a grey outlined shape, so that a quiet day shows no colour. */
export function LevelCounts({ counts, size = 20 }: { counts: Readonly<Record<GlyphLevel, number>>; size?: number }) {
  const { t } = useTranslation('ui');
  return (
    <ul className="flex items-center gap-4 max-[88rem]:gap-3 m-0 p-0 list-none">
      {glyphLevels.map((level) => {
        const count = counts[level];
        return (
          <li key={level} className="inline-flex items-center gap-1.5">
            <LevelGlyph
              level={level}
              variant={count === 0 ? 'quiet' : 'filled'}
              size={size}
              label={t(`level.short.${level}`)}
            />
            <span className={count === 0 ? 'text-ink-3' : `font-medium ${levelText[level]}`}>{count}</span>
          </li>
        );
      })}
    </ul>
  );
}
