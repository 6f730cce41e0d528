import type { Layer } from '@deck.gl/core';
import { LineLayer } from '@deck.gl/layers';
import type { Point } from '@sitong/shared/kernel/geo.ts';
import { atlasKeeper } from '../../plumbing/map/icon-atlas.ts';
import { iconLayer } from '../../plumbing/map/icon-layer.ts';
import type { MapLabel } from '../../plumbing/map/labels.ts';
import { type MapLook, rgba } from '../../plumbing/map/map-look.ts';
import { diamondDrawing } from '../../plumbing/map/shapes.ts';
import { type Sprite, spriteAt } from '../../plumbing/map/sprite.ts';
import type { IncidentMark } from './marks.ts';

const atlas = atlasKeeper();

export function incidentLayers(marks: readonly IncidentMark[], look: MapLook): Layer[] {
  const levels = [1, 2, 3, 4] as const;
  return [
    ...stemLayers(marks, look),
    iconLayer({
      id: 'incidents',
      atlas: atlas(`incident ${look.theme}`, () =>
        levels.map((level) => diamondDrawing(level, look.theme === 'light' ? look.palette.text1 : look.palette.bg0)),
      ),
      // The worst is drawn last, on top.
      data: [...marks].sort((a, b) => b.level - a.level),
      icon: ({ level }) => `diamond-${level}`,
      place: (mark, into) => {
        into[0] = mark.point.lon;
        into[1] = mark.point.lat;
      },
      sizePx: look.incidentPx,
    }),
  ];
}

/** From a diamond that is drawn beside its place to the place: dark below, light above, read on any ground. */
function stemLayers(marks: readonly IncidentMark[], look: MapLook): Layer[] {
  const stems = marks.flatMap(({ foot, point }) => (foot === undefined ? [] : [{ foot, point }]));
  if (stems.length === 0) return [];
  const stem = (id: string, colour: string, width: number): Layer =>
    new LineLayer<(typeof stems)[number]>({
      id,
      data: stems,
      getSourcePosition: ({ point }) => [point.lon, point.lat],
      getTargetPosition: ({ foot }) => [foot.lon, foot.lat],
      getColor: [...rgba(colour)],
      getWidth: width,
      widthUnits: 'pixels',
    });
  return [
    stem('incident-stems-gap', look.palette.bg0, 5 * look.unitPx),
    stem('incident-stems', look.palette.text1, 2 * look.unitPx),
  ];
}

/** How far the ring around something of this size reaches, its dark edge too. */
export const selectedReachPx = (radiusPx: number, look: MapLook): number => radiusPx + 6 * look.unitPx;

/** The selected thing: a white and a black ring, never a hue. */
export function selectedSprites(point: Point | undefined, radiusPx: number, look: MapLook): Sprite[] {
  if (point === undefined) return [];
  const radius = radiusPx + 3 * look.unitPx;
  const sidePx = 2 * (radius + 4 * look.unitPx);
  const rings = [
    [look.palette.bg0, 6 * look.unitPx],
    [look.palette.text1, 2.6 * look.unitPx],
  ] as const;
  const picture = {
    key: `selected ${look.theme} ${radius}`,
    widthPx: sidePx,
    heightPx: sidePx,
    draw: (ctx: CanvasRenderingContext2D) => {
      for (const [colour, width] of rings) {
        ctx.beginPath();
        ctx.arc(0, 0, radius, 0, 2 * Math.PI);
        ctx.lineWidth = width;
        ctx.strokeStyle = colour;
        ctx.stroke();
      }
    },
  };
  return [spriteAt(picture, point.lon, point.lat)];
}

export function incidentLabels(marks: readonly IncidentMark[], look: MapLook): MapLabel[] {
  return marks.map(({ id, level, point, text, short }) => ({
    id: `incident-${id}`,
    rank: 'incident',
    weight: level,
    lon: point.lon,
    lat: point.lat,
    halfPx: look.incidentPx / 2,
    text,
    ...(short === undefined ? {} : { short }),
    colour: rgba(look.palette.text1),
    // The fill itself would be too pale an edge on a light ground.
    boxed: rgba(look.palette.levelText[level]),
  }));
}
