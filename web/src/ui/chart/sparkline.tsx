import { type GlyphLevel, levelText } from '../level/level.ts';
import { type SparkPoint, sparkDrawing } from './spark-path.ts';

/** A threshold with the level it means. */
export interface Threshold {
  readonly value: number;
  readonly label: string;
  readonly level: GlyphLevel;
}

const box = { width: 96, height: 28 };

/** A trend beside its figure; the figure and `label` say in words what it shows. */
export function Sparkline(props: {
  label: string;
  points: readonly SparkPoint[];
  thresholds?: readonly Threshold[];
  level?: GlyphLevel;
}) {
  const { label, points, thresholds = [], level } = props;
  const drawing = sparkDrawing(
    points,
    thresholds.map((threshold) => threshold.value),
    box,
  );
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`-2 -3 ${box.width + 6} ${box.height + 6}`}
      className={`block w-[6.5em] h-[2.2em] overflow-visible ${level === undefined ? 'text-ink-2' : levelText[level]}`}
      fill="none"
    >
      {thresholds.map((threshold, index) => (
        <path
          key={threshold.label}
          className={levelText[threshold.level]}
          stroke="currentColor"
          strokeWidth={1.2}
          strokeDasharray={threshold.level === 1 ? '5 2.5' : '3 3'}
          d={`M0 ${drawing.thresholds[index] ?? 0}H${box.width}`}
        />
      ))}
      <path d={drawing.line} stroke="currentColor" strokeWidth={1.8} strokeLinejoin="round" />
      {drawing.last === null ? null : <circle cx={drawing.last.x} cy={drawing.last.y} r={3} fill="currentColor" />}
    </svg>
  );
}
