import type { Layer } from '@deck.gl/core';
import { IconLayer } from '@deck.gl/layers';
import type { IconAtlas } from './icon-atlas.ts';

interface IconLayerWish<T> {
  readonly id: string;
  readonly atlas: IconAtlas;
  readonly data: readonly T[];
  readonly icon: (one: T) => string;
  /** Writes lon, lat into `into`: no array is made per mark and frame. */
  readonly place: (one: T, into: number[]) => void;
  readonly sizePx: number;
}

/** Icons from one atlas, all of one size; what moves is a sprite. */
export function iconLayer<T>(wish: IconLayerWish<T>): Layer {
  const { id, atlas, data, icon, place, sizePx } = wish;
  return new IconLayer<T>({
    id,
    data,
    // deck.gl takes a canvas here (its `image` property type does); only its declaration names fewer kinds.
    iconAtlas: atlas.canvas as unknown as string,
    iconMapping: { ...atlas.mapping },
    getIcon: icon,
    getPosition: (one, { target }) => {
      place(one, target);
      target[2] = 0;
      return target as [number, number, number];
    },
    getSize: sizePx,
  });
}
