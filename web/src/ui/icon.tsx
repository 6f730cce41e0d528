/** Strokes of each icon in a 16 × 16 box. Drawn, because the hanzi font has no ✓ ✕ ▲ → of its own. */
const strokes = {
  check: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  dash: 'M4 8h8',
  arrow: 'M2.5 8h11M9.5 4l4 4-4 4',
  chevron: 'M4 6l4 4 4-4',
  grid: 'M2 2h12v12H2zM8 2v12M2 8h12',
  lost: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z',
  link: 'M6.5 9.5l3-3M7 4.5 8.5 3a3 3 0 0 1 4.5 4.5L11.5 9M9 11.5 7.5 13A3 3 0 0 1 3 8.5L4.5 7',
  noLink: 'M7 4.5 8.5 3a3 3 0 0 1 4.5 4.5L11.5 9M9 11.5 7.5 13A3 3 0 0 1 3 8.5L4.5 7M2 2l12 12',
  bookmark: 'M4.5 2.5h7v11L8 10.5l-3.5 3z',
  list: 'M2.5 4h11M2.5 8h7M2.5 12h4',
  clock: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM8 5v3.2l2 1.3',
  drill: 'M2.5 2.5h11v11h-11zM2.5 13.5l11-11',
  alert: 'M8 2.5 14 13H2zM8 6.5v3M8 11.2v.3',
} as const;

const solids = {
  up: 'M8 3.5 13.5 12.5h-11z',
  down: 'M8 12.5 2.5 3.5h11z',
  dot: 'M8 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z',
} as const;

export type IconName = keyof typeof strokes | keyof typeof solids;

const isSolid = (name: IconName): name is keyof typeof solids => name in solids;

/** An icon the size of the text beside it. Without `label` it is decoration. */
export function Icon({ name, label, className }: { name: IconName; label?: string; className?: string }) {
  const solid = isSolid(name);
  return (
    <svg
      viewBox="0 0 16 16"
      className={`inline-block flex-none size-[1em] align-[-0.125em] ${className ?? ''}`}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined ? true : undefined}
      fill={solid ? 'currentColor' : 'none'}
      stroke={solid ? 'none' : 'currentColor'}
      strokeWidth={1.6}
      strokeDasharray={name === 'lost' ? '3 2.4' : undefined}
    >
      <path d={solid ? solids[name] : strokes[name]} />
    </svg>
  );
}
