import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';

/**
 * The ground's names for another viewing distance: every text size of a style times `factor`, never below
 * `leastPx`. Understands sizes that are numbers or steps of zoom, which is all the ground uses.
 */
export function scaleText(style: StyleSpecification, factor: number, leastPx: number): StyleSpecification {
  return { ...style, layers: style.layers.map((layer) => scaledLayer(layer, (px) => Math.max(leastPx, px * factor))) };
}

function scaledLayer(layer: LayerSpecification, scale: (px: number) => number): LayerSpecification {
  if (layer.type !== 'symbol' || layer.layout?.['text-size'] === undefined) return layer;
  const size: unknown = layer.layout['text-size'];
  if (typeof size === 'number') return { ...layer, layout: { ...layer.layout, 'text-size': scale(size) } };
  if (!Array.isArray(size) || size[0] !== 'interpolate') return layer;
  // ['interpolate', how, input, zoom, px, zoom, px, …]
  const stops = size.map((part: unknown, i) => (i > 3 && i % 2 === 0 && typeof part === 'number' ? scale(part) : part));
  const layout = { ...layer.layout, 'text-size': stops } as typeof layer.layout;
  return { ...layer, layout };
}
