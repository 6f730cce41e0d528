import { type DivisionCode, divisionRank } from '@sitong/shared/kernel/division.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { LayerSpecification, StyleSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import type { MapLabel } from './labels.ts';
import { type MapLook, rgba } from './map-look.ts';

/** Villages are named from this zoom on. */
const villagesFromZoom = 11.2;

/**
 * Names of towns and villages as labels of our own, so that they make room for incidents and teams: the
 * ground's own names lie under our marks and would not. Towns before villages.
 */
export function placeLabels(county: CountyIndex, zoom: number, look: MapLook): MapLabel[] {
  return county.data.divisions.flatMap(({ code, name, seat }): MapLabel[] => {
    const rank = divisionRank(code);
    if ((rank !== 'town' && rank !== 'village') || (rank === 'village' && zoom < villagesFromZoom)) return [];
    return [labelOf(code, name, seat, rank, look)];
  });
}

function labelOf(
  code: DivisionCode,
  name: string,
  seat: { lon: number; lat: number },
  rank: 'town' | 'village',
  look: MapLook,
): MapLabel {
  return {
    id: `place-${code}`,
    rank,
    weight: 0,
    lon: seat.lon,
    lat: seat.lat,
    halfPx: rank === 'town' ? 5 * look.unitPx : 3 * look.unitPx,
    text: name,
    // A village under a graver mark is named by that; where a town is must be read.
    beside: rank === 'town' ? 'crowd' : 'mark',
    colour: rgba(rank === 'town' ? look.palette.text1 : look.palette.text2),
    scale: rank === 'town' ? 1.08 : 0.96,
  };
}

/** Ground marks that say nothing without their names, with the zoom from which they may stand. */
const later: Readonly<Record<string, number>> = { 'place-village': villagesFromZoom, 'label-water': 11.6 };

/**
 * The ground under names that are drawn over it; dots of towns, rivers and contours stay. The ground's own towns and
 * villages are kept unseen: they hold their room, so that no river's name is written through a town's.
 */
export function withoutPlaceNames(style: StyleSpecification): StyleSpecification {
  const layers = style.layers.flatMap((layer): LayerSpecification[] => {
    if (layer.id === 'label-county') return [];
    if (layer.type === 'symbol' && layer.id === 'label-town') return [unseen(layer)];
    if (layer.type === 'symbol' && layer.id === 'label-village')
      return [{ ...unseen(layer), minzoom: villagesFromZoom }];
    const from = later[layer.id];
    return [from === undefined ? layer : { ...layer, minzoom: from }];
  });
  return { ...style, layers };
}

/** On the sides our own names try first, right before left. */
function unseen(layer: SymbolLayerSpecification): SymbolLayerSpecification {
  return {
    ...layer,
    layout: {
      ...layer.layout,
      'text-variable-anchor-offset': ['left', [0.6, 0], 'right', [-0.6, 0]],
      'text-padding': 8,
    },
    paint: { ...layer.paint, 'text-opacity': 0 },
  };
}
