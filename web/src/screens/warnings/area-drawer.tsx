import type { Ring } from '@sitong/shared/kernel/geo.ts';
import { ringAreaM2, ringFault } from '@sitong/shared/kernel/ring.ts';
import { placesOf } from '@sitong/shared/pillars/release/area.ts';
import type { WarningContent } from '@sitong/shared/pillars/release/events.ts';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';
import { formatNumber } from '../../ui/format/number.ts';
import { useThemeOnScreen } from '../../ui/theme-context.tsx';
import { palettes } from '../../ui/tokens.ts';
import { type DrawEvents, drawHand } from '../../wall/map/draw-tool.ts';
import { SituationMap } from '../../wall/map/situation-map.tsx';
import { useReturnFocus } from '../../wall/map/use-return-focus.ts';
import { CornerField } from './corner-field.tsx';
import { beginDrawing, type Drawing, lineOf, MOST_RINGS, rounded, undone, withoutRing, withRing } from './drawing.ts';

const padding = { top: 24, right: 24, bottom: 24, left: 24 } as const;
const deskRootPx = 16;

/**
 * The area of a warning drawn on the map: corners by clicks, by dragging, or typed as coordinates; every step can be
 * taken back. Nothing is changed outside until it is taken over.
 */
export function AreaDrawer(props: {
  rings: readonly Ring[];
  level: WarningContent['level'];
  onClose: () => void;
  onTake: (rings: Ring[]) => void;
}) {
  const { level, onClose, onTake } = props;
  const { t } = useTranslation(['warning', 'ui']);
  const county = useCounty();
  const theme = useThemeOnScreen();
  useReturnFocus();
  const [drawing, setDrawing] = useState<Drawing>(() => beginDrawing(props.rings));
  const [corners, setCorners] = useState(0);
  const [crossed, setCrossed] = useState<'no' | 'yes'>('no');
  const [added, setAdded] = useState<{ text: string; n: number }>();
  const { rings, selected } = drawing;
  const newest = useRef(drawing);
  newest.current = drawing;
  const palette = palettes[theme === 'dark' ? 'dark' : 'light'];
  const hand = useMemo(() => {
    const events: DrawEvents = {
      onRing: (at, drawn) => {
        const ring = rounded(drawn);
        if (ringFault(ring) === undefined) setDrawing((was) => withRing(was, at, ring));
      },
      onSelect: (at) => setDrawing((was) => ({ ...was, selected: at })),
      onLine: setCorners,
      onCrossed: setCrossed,
      onMiddle: (lon, lat) =>
        setAdded((was) => ({
          text: lineOf({ lon: Math.round(lon * 1e6) / 1e6, lat: Math.round(lat * 1e6) / 1e6 }),
          n: (was?.n ?? 0) + 1,
        })),
    };
    const colours = { line: palette.levelText[level], mark: palette.text1, edge: palette.bg0 };
    return drawHand(colours, newest.current, events);
  }, [palette, level]);
  useEffect(() => hand.show(drawing), [hand, drawing]);
  const undo = (): void => {
    if (hand.undoCorner() === 'nothing') setDrawing(undone);
  };
  const begin = (): void => {
    setDrawing((was) => ({ ...was, selected: undefined }));
    hand.begin();
  };
  const villages = useMemo(() => placesOf({ divisions: [], rings: [...rings], areaText: '' }, county), [rings, county]);
  const areaM2 = rings.reduce((sum, ring) => sum + ringAreaM2(ring), 0);
  const nothingToUndo = corners === 0 && drawing.past.length === 0;
  return (
    <Dialog
      open
      onClose={onClose}
      kind="wide"
      title={t('warning:draw.title')}
      actions={
        <>
          <Button onPress={onClose}>{t('ui:dialog.cancel')}</Button>
          <ActionButton
            kind="primary"
            action={{
              id: 'area.take',
              key: 'Ctrl+Enter',
              labelKey: 'warning:draw.take',
              enabledWhen: () =>
                corners > 0 ? { enabled: false, reason: t('warning:draw.unfinished') } : { enabled: true },
              run: () => onTake([...rings]),
            }}
          />
        </>
      }
    >
      <div className="grid h-full grid-cols-[minmax(0,1fr)_20rem] gap-4">
        <SituationMap surface="desk" theme={theme} rootPx={deskRootPx} padding={padding} tool={hand.tool} />
        <div className="flex min-h-0 flex-col gap-3 overflow-auto">
          <p className="m-0 text-meta text-ink-2">{t('warning:draw.how')}</p>
          <div className="flex flex-wrap gap-2">
            <ActionButton
              action={{
                id: 'area.begin',
                key: 'Alt+N',
                labelKey: 'warning:draw.begin',
                enabledWhen: () =>
                  rings.length >= MOST_RINGS
                    ? { enabled: false, reason: t('warning:draw.most', { most: MOST_RINGS }) }
                    : { enabled: true },
                run: begin,
              }}
            />
            <ActionButton
              action={{
                id: 'area.undo',
                key: 'Ctrl+Z',
                labelKey: 'warning:draw.undo',
                enabledWhen: () =>
                  nothingToUndo ? { enabled: false, reason: t('warning:draw.nothing') } : { enabled: true },
                run: undo,
              }}
            />
            <ActionButton
              action={{
                id: 'area.delete',
                key: 'Alt+Delete',
                labelKey: 'warning:draw.delete',
                enabledWhen: () =>
                  selected === undefined ? { enabled: false, reason: t('warning:draw.none') } : { enabled: true },
                run: () => {
                  if (selected !== undefined) setDrawing((was) => withoutRing(was, selected));
                },
              }}
            />
          </div>
          {rings.length < 2 ? null : (
            <div className="flex flex-wrap gap-2">
              {rings.map((ring, i) => (
                <button
                  // biome-ignore lint/suspicious/noArrayIndexKey: outlines have no name but their place
                  key={i}
                  type="button"
                  aria-pressed={i === selected}
                  onClick={() => setDrawing((was) => ({ ...was, selected: i }))}
                  className={`min-h-6 px-2 rounded-chip border text-meta cursor-default ${i === selected ? 'border-ink-1 bg-bg-2' : 'border-control text-ink-2'}`}
                >
                  {t('warning:draw.ring', { n: i + 1, km2: formatNumber(ringAreaM2(ring) / 1e6, 2) })}
                </button>
              ))}
            </div>
          )}
          <CornerField
            // Another outline, or another state of it, begins with its own text.
            key={`${selected ?? 'new'} ${drawing.past.length} ${rings.length}`}
            ring={selected === undefined ? undefined : rings[selected]}
            added={added}
            onRing={(ring) => setDrawing((was) => withRing(was, was.selected, ring))}
          />
          <p role="status" className="m-0 min-h-[1.5em] font-medium text-fault">
            {crossed === 'yes' ? t('warning:draw.crossed') : null}
          </p>
          <dl className="m-0 grid grid-cols-2 gap-x-3 [&_dd]:m-0 [&_dt]:text-meta [&_dt]:text-ink-3">
            <div>
              <dt>{t('warning:draw.area')}</dt>
              <dd className="text-key font-medium">{formatNumber(areaM2 / 1e6, 2)}</dd>
            </div>
            <div>
              <dt>{t('warning:draw.villages')}</dt>
              <dd className="text-key font-medium">{formatNumber(villages.length)}</dd>
            </div>
          </dl>
          <p className="m-0 text-ink-2">{villages.map((code) => county.divisionName(code)).join('、')}</p>
        </div>
      </div>
    </Dialog>
  );
}
