import type { Point, Ring } from '@sitong/shared/kernel/geo.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { shapePath } from '../../../ui/level/level-shape.ts';
import { fitSketch, pathOf, type SketchFrame } from './sketch.ts';

const WIDTH = 348;
const HEIGHT = 164;
const PAD = 34;
/** Keeps words readable over lines. */
const HALO = { paintOrder: 'stroke', stroke: 'var(--bg-0)', strokeWidth: 4, strokeLinejoin: 'round' } as const;

export interface SketchPlace {
  point: Point;
  label: string;
}

/** Where we are, where to go and where to bring people: a schematic, no map for steering. */
export function SketchMap(props: {
  own: (SketchPlace & { glyph: string }) | undefined;
  /** Without a level while the incident is not known here. */
  goal: SketchPlace & { level: Level | undefined };
  shelter: SketchPlace | undefined;
  borders: readonly Ring[];
  /** The way by road from where we are; absent while nobody worked it out: then a straight line says what it is. */
  route: readonly Point[] | undefined;
}) {
  const { own, goal, shelter, borders, route } = props;
  const { t } = useTranslation('field');
  const frame = useMemo(() => {
    const points = [own?.point, goal.point, shelter?.point].filter((point) => point !== undefined);
    return fitSketch([...points, ...(route ?? [])], WIDTH, HEIGHT, PAD);
  }, [own?.point, goal.point, shelter?.point, route]);
  const shift = shelter === undefined ? NOWHERE : shiftApart(frame, goal.point, shelter.point);
  const { goalSide, shelterSide } = labelSides(frame, goal.point, shelter?.point);
  const ground = useMemo(() => <Ground frame={frame} borders={borders} />, [frame, borders]);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="block w-full bg-bg-0"
      role="img"
      aria-label={t(route === undefined ? 'sketch.label' : 'sketch.labelRoute')}
    >
      {ground}
      {route === undefined ? (
        own === undefined ? null : (
          <Straight frame={frame} from={own.point} to={goal.point} />
        )
      ) : (
        <path
          d={pathOf(
            frame,
            route.map(({ lon, lat }) => [lon, lat]),
          )}
          className="fill-none stroke-own"
          strokeWidth={4}
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      )}
      {shelter === undefined ? null : (
        <Mark frame={frame} place={shelter} side={shelterSide} shift={shift}>
          {shift === NOWHERE ? null : <path d={`M0 0 ${-shift.x} ${-shift.y}`} className="stroke-ink-2" />}
          <rect x={-11} y={-11} width={22} height={22} rx={2} className="fill-bg-1 stroke-ink-1" strokeWidth={1.6} />
          <path d="M-6.5 0 0-6l6.5 6M-4.5-1v6h9v-6" className="fill-none stroke-ink-1" strokeWidth={1.6} />
        </Mark>
      )}
      <Mark frame={frame} place={goal} side={goalSide}>
        {goal.level === undefined ? (
          <path d="M0-10 10 0 0 10-10 0z" className="fill-bg-1 stroke-ink-1" strokeWidth={2} />
        ) : (
          <path
            d={shapePath[goal.level]}
            transform="translate(-10 -10) scale(.84)"
            style={{ fill: `var(--level-${goal.level})`, stroke: 'var(--level-outline)' }}
          />
        )}
      </Mark>
      {own === undefined ? null : (
        <Mark frame={frame} place={own} side="below" tone="own">
          <circle r={11} className="fill-own stroke-bg-0" strokeWidth={2} />
          <text y={5} textAnchor="middle" className="fill-bg-0 font-bold" fontSize={13}>
            {own.glyph}
          </text>
        </Mark>
      )}
      <ScaleBar frame={frame} />
    </svg>
  );
}

/** Only the direction: dashed, and named for what it is in a corner where no mark stands. */
function Straight({ frame, from, to }: { frame: SketchFrame; from: Point; to: Point }) {
  const { t } = useTranslation('field');
  const [x1, y1, x2, y2] = [frame.x(from), frame.y(from), frame.x(to), frame.y(to)];
  const leftmostY = x1 < x2 ? y1 : y2;
  return (
    <>
      <line x1={x1} y1={y1} x2={x2} y2={y2} className="stroke-own" strokeWidth={3} strokeDasharray="8 6" />
      <g transform={`translate(10 ${leftmostY > HEIGHT / 2 ? 20 : HEIGHT - 10})`}>
        <path d="M0-5h22" className="stroke-own" strokeWidth={3} strokeDasharray="8 6" />
        <text x={28} fontSize={13} className="fill-ink-2" style={HALO}>
          {t('sketch.straight')}
        </text>
      </g>
    </>
  );
}

interface Shift {
  x: number;
  y: number;
}
const NOWHERE: Shift = { x: 0, y: 0 };
/** Half of either mark and a little air, in pixels of the sketch. */
const APART_PX = 27;

/** Where a shelter stands so close that the marks would hide each other, its mark moves off and keeps a thread to its place. */
export function shiftApart(frame: SketchFrame, goal: Point, shelter: Point): Shift {
  const dx = frame.x(shelter) - frame.x(goal);
  const dy = frame.y(shelter) - frame.y(goal);
  const away = Math.hypot(dx, dy);
  if (away >= APART_PX) return NOWHERE;
  if (away < 1) return { x: 0, y: -APART_PX };
  const more = APART_PX / away - 1;
  return { x: dx * more, y: dy * more };
}

type Side = 'left' | 'right' | 'above' | 'below';

/** Names stand where there is room, and two marks close together name themselves apart. */
export function labelSides(
  frame: SketchFrame,
  goal: Point,
  shelter: Point | undefined,
): { goalSide: Side; shelterSide: Side } {
  const outward = (x: number): Side => (x > WIDTH * 0.55 ? 'left' : 'right');
  const x = frame.x(goal);
  const y = frame.y(goal);
  if (shelter === undefined) return { goalSide: outward(x), shelterSide: 'right' };
  const dx = frame.x(shelter) - x;
  const dy = frame.y(shelter) - y;
  // Marks moved apart name themselves away from each other, while there is room on both sides.
  if (Math.hypot(dx, dy) < APART_PX && Math.abs(x - WIDTH / 2) < WIDTH / 4)
    return dx <= 0 ? { goalSide: 'right', shelterSide: 'left' } : { goalSide: 'left', shelterSide: 'right' };
  if (Math.abs(dy) > 24 || Math.abs(dx) > 150) return { goalSide: outward(x), shelterSide: outward(frame.x(shelter)) };
  return dy > 0 || (dy === 0 && dx > 0)
    ? { goalSide: 'above', shelterSide: 'below' }
    : { goalSide: 'below', shelterSide: 'above' };
}

const LABEL: Readonly<Record<Side, { x: number; y: number; anchor: 'start' | 'middle' | 'end' }>> = {
  left: { x: -16, y: 5, anchor: 'end' },
  right: { x: 16, y: 5, anchor: 'start' },
  above: { x: 0, y: -17, anchor: 'middle' },
  below: { x: 0, y: 27, anchor: 'middle' },
};

/** A mark with its name. */
function Mark(props: {
  frame: SketchFrame;
  place: SketchPlace;
  side: Side;
  shift?: Shift;
  tone?: 'own';
  children: ReactNode;
}) {
  const { frame, place, side, shift = NOWHERE, tone, children } = props;
  const label = LABEL[side];
  return (
    <g
      transform={`translate(${(frame.x(place.point) + shift.x).toFixed(1)} ${(frame.y(place.point) + shift.y).toFixed(1)})`}
    >
      {children}
      <text
        x={label.x}
        y={label.y}
        textAnchor={label.anchor}
        fontSize={15}
        className={tone === 'own' ? 'fill-own' : 'fill-ink-1'}
        style={HALO}
      >
        {place.label}
      </text>
    </g>
  );
}

function Ground({ frame, borders }: { frame: SketchFrame; borders: readonly Ring[] }) {
  const inFrame = ([lon, lat]: readonly [number, number]): boolean =>
    lon >= frame.west && lon <= frame.east && lat >= frame.south && lat <= frame.north;
  const shown = borders.filter((ring) => ring.some(inFrame));
  return (
    <path d={shown.map((ring) => pathOf(frame, ring)).join('')} className="fill-none stroke-hairline" strokeWidth={1} />
  );
}

const STEPS_M = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000] as const;

function ScaleBar({ frame }: { frame: SketchFrame }) {
  const { t } = useTranslation('field');
  const step = STEPS_M.filter((m) => m / frame.mPerPx <= 80).at(-1) ?? STEPS_M[0];
  const px = step / frame.mPerPx;
  const label = step < 1000 ? t('sketch.m', { count: step }) : t('sketch.km', { count: step / 1000 });
  return (
    <g transform={`translate(${WIDTH - px - 10} ${HEIGHT - 8})`} className="fill-ink-3 stroke-ink-3">
      <path d={`M0-4V0H${px}V-4`} fill="none" strokeWidth={1.2} />
      <text x={px / 2} y={-7} textAnchor="middle" fontSize={12} stroke="none">
        {label}
      </text>
    </g>
  );
}
