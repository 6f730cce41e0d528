import { useBlink } from './blink.ts';
import type { GlyphLevel } from './level.ts';
import { shapePath, stepsOf } from './level-shape.ts';

export interface LevelGlyphProps {
  level: GlyphLevel;
  /** `filled`: nobody has acknowledged it. `outline`: somebody has. `quiet`: a count of zero, grey. */
  variant?: 'filled' | 'outline' | 'quiet';
  /** Pixels at desk scale (18 dense, 20–22 list, 32–40 heading); grows with the surface. */
  size?: number;
  /** An unacknowledged alarm that nobody has looked at: the icon, and only the icon, blinks at 1 Hz. */
  blinking?: boolean;
  /** What a screen reader says; left out when the word stands beside it. */
  label?: string;
}

/** A level as shape, steps and colour at once: any one of the three is enough to read it. */
export function LevelGlyph({ level, variant = 'filled', size = 20, blinking = false, label }: LevelGlyphProps) {
  useBlink(blinking);
  const edge = `${size / 16}rem`;
  return (
    <svg
      className="level-glyph"
      data-level={level}
      data-variant={variant}
      data-blinking={blinking || undefined}
      viewBox="0 0 24 24"
      style={{ width: edge, height: edge }}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined ? true : undefined}
    >
      <path className="level-glyph-shape" d={shapePath[level]} />
      {variant === 'quiet'
        ? null
        : stepsOf(level).map((step) => (
            <rect
              key={step.x}
              className={step.filled ? 'level-glyph-step' : 'level-glyph-step level-glyph-step-empty'}
              x={step.x}
              y={step.y}
              width={step.width}
              height={step.height}
            />
          ))}
    </svg>
  );
}
