import { LEVELS, type Level } from '@sitong/shared/kernel/level.ts';
import { useTranslation } from 'react-i18next';
import { LevelGlyph } from '../../ui/level/level-glyph.tsx';

/** The colour of a warning: four at once, each with its shape, bars and word. */
export function LevelChoice({ value, onChange }: { value: Level; onChange: (level: Level) => void }) {
  const { t } = useTranslation(['warning', 'release']);
  return (
    <fieldset data-levels className="m-0 p-0 border-0 grid gap-1">
      <legend className="p-0 text-meta text-ink-2">{t('warning:edit.level')}</legend>
      <div className="grid grid-cols-4 gap-2">
        {LEVELS.map((level) => (
          <button
            key={level}
            type="button"
            aria-pressed={value === level}
            onClick={() => onChange(level)}
            className={`flex items-center justify-center gap-2 min-h-control px-1 border rounded-control text-meta cursor-default ${value === level ? 'bg-bg-2 border-ink-1 border-2 font-medium' : 'border-control text-ink-2'}`}
          >
            <LevelGlyph level={level} variant={value === level ? 'filled' : 'outline'} />
            {t(`release:colour.${level}`).split(' · ')[0]}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
