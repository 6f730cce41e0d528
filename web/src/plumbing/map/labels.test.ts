import { describe, expect, it } from 'vitest';
import { createLabelLayers, type PlacedLabel } from './labels.ts';
import { mapLook } from './map-look.ts';

const look = mapLook('dark', 'wall', 26);
const label = (over: Partial<PlacedLabel['label']> = {}, side: PlacedLabel['side'] = 'right'): PlacedLabel => ({
  side,
  label: {
    id: 'team-1',
    rank: 'team',
    weight: 0,
    lon: 109.9,
    lat: 35.2,
    halfPx: 16,
    text: '救援1队',
    colour: [255, 255, 255, 255],
    ...over,
  },
});

describe('labels on the map', () => {
  it('stay laid out while they only move', () => {
    const layers = createLabelLayers();
    const [first] = layers([label()], look);
    const [moved] = layers([label({ lon: 109.91 })], look);
    expect(moved).not.toBe(first);
    expect(moved?.props.data).toBe(first?.props.data);
    expect(moved?.props.updateTriggers).not.toEqual(first?.props.updateTriggers);
    const [still] = layers([label({ lon: 109.91 })], look);
    expect(still).toBe(moved);
  });

  it.each([
    ['other words', label({ text: '救援2队' })],
    ['another side', label({}, 'left')],
    ['another colour', label({ colour: [255, 0, 0, 255] })],
    ['another size', label({ scale: 1.2 })],
  ])('are laid out anew with %s', (_, other) => {
    const layers = createLabelLayers();
    const [first] = layers([label()], look);
    const [next] = layers([other], look);
    expect(next?.props.data).not.toBe(first?.props.data);
  });

  it('of incidents stand on a panel of their own', () => {
    const [free, boxed] = createLabelLayers()([label(), label({ boxed: [255, 0, 0, 255] })], look);
    expect(free?.props.data).toHaveLength(1);
    expect(boxed?.props.data).toHaveLength(1);
  });
});
