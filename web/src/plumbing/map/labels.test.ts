import { describe, expect, it } from 'vitest';
import { type LabelSide, labelBox } from './declutter-sides.ts';
import { labelSprites, type MapLabel, type PlacedLabel, placeLabels } from './labels.ts';
import { mapLook } from './map-look.ts';
import type { Sprite } from './sprite.ts';

const look = mapLook('dark', 'wall', 26);
const widthPx = 80;
const label = (over: Partial<MapLabel> = {}, side: LabelSide = 'right'): PlacedLabel => ({
  side,
  text: over.text ?? '救援1队',
  room: labelBox({ left: -16, right: 16, top: -16, bottom: 16 }, side, { widthPx, heightPx: 34 }),
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
const sprites = (...labels: PlacedLabel[]) => labelSprites(labels, look, () => widthPx);
const placeOf = ({ place }: Pick<Sprite, 'place'>): readonly number[] => {
  if (typeof place !== 'function') return place;
  const at: number[] = [];
  place(at);
  return at;
};

describe('labels on the map', () => {
  it('go with a mark that moves, without being laid out anew', () => {
    const at = { lon: 109.9 };
    const [moving] = sprites(
      label({
        place: (into) => {
          into[0] = at.lon;
          into[1] = 35.2;
        },
      }),
    );
    if (moving === undefined) throw new Error('the label is missing');
    expect(placeOf(moving)).toEqual([109.9, 35.2]);
    at.lon = 109.95;
    expect(placeOf(moving)).toEqual([109.95, 35.2]);
  });

  it('that look the same are one picture, wherever they stand', () => {
    const [one, two] = sprites(label(), label({ id: 'team-2', lon: 110 }, 'left'));
    expect(one?.picture.key).toBe(two?.picture.key);
  });

  it.each([
    ['other words', label({ text: '救援2队' })],
    ['another colour', label({ colour: [255, 0, 0, 255] })],
    ['another size', label({ scale: 1.2 })],
    ['a panel', label({ boxed: [255, 0, 0, 255] })],
  ])('are another picture with %s', (_, other) => {
    const [one, two] = sprites(label(), other);
    expect(one?.picture.key).not.toBe(two?.picture.key);
  });

  it('lie beside their mark: the whole text right of it, left of it or in line with it', () => {
    const [right, left, above] = sprites(label(), label({}, 'left'), label({}, 'above'));
    expect((right?.x ?? 0) - widthPx / 2).toBeGreaterThan(16);
    expect((left?.x ?? 0) + widthPx / 2).toBeLessThan(-16);
    expect(above?.x).toBe(0);
    expect(above?.y).toBeLessThan(-16);
  });

  it('say what their short form says where the whole has no room, and nothing where that has none either', () => {
    const { label: whole } = label({ text: '救援1队 约20:58', short: '救援1队' });
    const texts = (width: number) =>
      placeLabels([whole], look, () => ({ x: 20, y: 150 }), { left: 0, top: 0, right: width, bottom: 300 }).map(
        ({ text }) => text,
      );
    expect(texts(400)).toEqual(['救援1队 约20:58']);
    expect(texts(150)).toEqual(['救援1队']);
    expect(texts(60)).toEqual([]);
  });

  it('keep their room in pixels from their mark, wherever it is drawn', () => {
    const { label: aside } = label({ aside: { x: 40, y: 0 } });
    const view = { left: 0, top: 0, right: 900, bottom: 900 };
    const [one] = placeLabels([aside], look, () => ({ x: 200, y: 200 }), view);
    const [two] = placeLabels([aside], look, () => ({ x: 431.7, y: 333.3 }), view);
    expect(one?.room).toEqual(two?.room);
    expect(one?.room.left).toBe(40 + 16 + 6);
  });

  it('of incidents are drawn last, above every other', () => {
    const [, last] = sprites(label({ boxed: [255, 0, 0, 255], text: '山洪' }), label());
    expect(last?.picture.key).toContain('山洪');
  });
});
