import type { Layer } from '@deck.gl/core';
import { IconLayer } from '@deck.gl/layers';
import { type IconLayerWish, iconAtlasProps } from './icon-layer.ts';
import { createPlaceBuffer, type PlaceAttribute } from './place-buffer.ts';
import type { MapDevice } from './resting-deck.ts';

export interface StandingIcons<T> {
  /** One layer of these marks; it stays the same while they only move. */
  layer(wish: IconLayerWish<T>, device: MapDevice): Layer;
}

interface Made<T> {
  readonly wish: IconLayerWish<T>;
  readonly places: PlaceAttribute;
  readonly layer: Layer;
}

/** Icons of things that move: a frame in which one has moved writes where they are, one in which none has, nothing. */
export function createStandingIcons<T>(): StandingIcons<T> {
  const buffer = createPlaceBuffer();
  let lonLat = new Float64Array(0);
  let angles = new Float32Array(0);
  let turning: { on: MapDevice; buffer: ReturnType<MapDevice['createBuffer']> } | undefined;
  let made: Made<T> | undefined;
  const at: number[] = [];

  /** Reads where everything is; says whether that is news. */
  const read = ({ data, place, angleDeg }: IconLayerWish<T>): 'same' | 'moved' => {
    let news: 'same' | 'moved' = 'same';
    if (lonLat.length !== 2 * data.length) {
      lonLat = new Float64Array(2 * data.length);
      angles = new Float32Array(data.length);
      news = 'moved';
    }
    for (const [i, one] of data.entries()) {
      place(one, at);
      const lon = at[0] ?? 0;
      const lat = at[1] ?? 0;
      const angle = Math.fround(angleDeg?.(one) ?? 0);
      if (lonLat[2 * i] !== lon || lonLat[2 * i + 1] !== lat || angles[i] !== angle) news = 'moved';
      lonLat[2 * i] = lon;
      lonLat[2 * i + 1] = lat;
      angles[i] = angle;
    }
    return news;
  };

  const turned = (device: MapDevice): ReturnType<MapDevice['createBuffer']> => {
    if (turning?.on === device && turning.buffer.byteLength >= angles.byteLength) return turning.buffer;
    if (turning?.on === device) turning.buffer.destroy();
    turning = { on: device, buffer: device.createBuffer({ byteLength: Math.max(256, angles.byteLength) }) };
    return turning.buffer;
  };

  return {
    layer(wish, device) {
      const news = read(wish);
      const places = buffer.attribute(device, wish.data.length);
      const angle = wish.angleDeg === undefined ? undefined : turned(device);
      const same = made?.places === places && sameButMoved(made.wish, wish);
      if (made !== undefined && same && news === 'same') return made.layer;
      buffer.write(lonLat, wish.data.length);
      angle?.write(angles);
      if (made !== undefined && same) {
        made.layer.setNeedsRedraw();
        return made.layer;
      }
      const { data, icon } = wish;
      const layer = new IconLayer<never>({
        id: wish.id,
        ...iconAtlasProps(wish.atlas),
        data: {
          length: data.length,
          attributes: {
            getPosition: places,
            ...(angle === undefined ? {} : { getAngle: { buffer: angle, size: 1 } }),
          },
        },
        getIcon: (_: never, { index }: { index: number }) => {
          const one = data[index];
          return one === undefined ? '' : icon(one);
        },
        getSize: wish.sizePx,
      });
      made = { wish, places, layer };
      return layer;
    },
  };
}

/** The same things with the same icons, wherever they are. */
function sameButMoved<T>(before: IconLayerWish<T>, after: IconLayerWish<T>): boolean {
  return (
    before.data === after.data &&
    before.atlas === after.atlas &&
    before.iconVersion === after.iconVersion &&
    before.sizePx === after.sizePx
  );
}
