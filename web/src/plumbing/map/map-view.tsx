import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bounds } from './bounds.ts';
import { useGround } from './ground-store.ts';
import type { MapCanvasProps } from './map-canvas.tsx';
import { ScaleBar } from './scale-bar.tsx';

// Map and deck are the largest part of all: they come after the screen's words and figures.
const canvasPart = () => import('./map-canvas.tsx').then((module) => ({ default: module.MapCanvas }));
const MapCanvas = lazy(canvasPart);

/** Fetches the drawing half while the screen still waits for its first figures. A failure shows when it is drawn. */
export function fetchMapAhead(): void {
  canvasPart().catch((error: unknown) => console.error('the map did not load', error));
}

export interface MapViewProps extends Omit<MapCanvasProps, 'ground' | 'onFailed' | 'onMetresPerPixel' | 'onView'> {
  /** Marks of the legend; stands with note and scale in the strip below. */
  readonly legend?: ReactNode;
  /** Laid over the map inside its padding. */
  readonly children?: ReactNode;
  /** Laid over the map as well, and knows what is in view. */
  readonly overView?: (view: Bounds) => ReactNode;
  readonly className?: string;
}

/**
 * No hard edge between ground and panel (pictures/README): the last pixels fade into the background. Four shades over
 * the map, to the eye the same as a mask: behind a mask the browser puts the whole map together in a buffer of its own
 * for every frame in which anything near it has changed.
 */
const shades = (
  [
    ['inset-y-0 left-0 w-[18px]', 'right'],
    ['inset-y-0 right-0 w-[18px]', 'left'],
    ['inset-x-0 top-0 h-[18px]', 'bottom'],
    ['inset-x-0 bottom-0 h-[18px]', 'top'],
  ] as const
).map(([place, to]) => (
  <div
    key={to}
    className={`absolute ${place} pointer-events-none`}
    style={{ backgroundImage: `linear-gradient(to ${to}, var(--bg-0), transparent)` }}
  />
));

/** A map with its edge feathered, its note and scale, and a sentence in its place where it cannot be drawn. */
export function MapView({ legend, children, overView, className, ...canvas }: MapViewProps) {
  const { t } = useTranslation('wall');
  const [metresPerPx, setMetresPerPx] = useState(0);
  const [view, setView] = useState<Bounds>();
  const [drawing, setDrawing] = useState<'drawn' | 'failed'>('drawn');
  const ground = useGround();
  const drawable = drawing === 'drawn';
  return (
    <section
      data-pane
      aria-label={canvas.label}
      className={`relative flex flex-col min-h-0 min-w-0 bg-bg-0 overflow-hidden ${className ?? ''}`}
    >
      <div className="relative flex-1 min-h-0">
        {drawable ? (
          <div className="absolute inset-0">
            <Suspense fallback={null}>
              {ground === undefined ? null : (
                <MapCanvas
                  {...canvas}
                  ground={ground}
                  onMetresPerPixel={setMetresPerPx}
                  {...(overView === undefined ? {} : { onView: setView })}
                  onFailed={(why) => {
                    // The library says it in English, for whoever looks after the machine.
                    console.warn(`the map cannot be drawn: ${why}`);
                    setDrawing('failed');
                  }}
                />
              )}
            </Suspense>
            {shades}
          </div>
        ) : (
          <div className="absolute inset-0 grid place-content-center p-pad text-center">
            <p className="m-0 text-key">{t('map.undrawable')}</p>
            <p className="m-0 text-ink-2">{t('map.listInstead')}</p>
          </div>
        )}
        {children}
        {view === undefined || !drawable ? null : overView?.(view)}
      </div>
      <div className="flex flex-wrap items-center gap-x-4 px-pad min-h-row-group text-mini text-ink-3 whitespace-nowrap overflow-hidden bg-bg-0 border-t border-row-line">
        {legend}
        <span className="ml-auto flex items-center gap-4 shrink-0">
          <ScaleBar metresPerPx={metresPerPx} mostPx={110} />
          {ground === undefined ? null : [t(`map.note.${ground.datum}`), ...ground.credits].join(' · ')}
        </span>
      </div>
    </section>
  );
}
