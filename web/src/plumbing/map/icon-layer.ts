import type { Layer } from '@deck.gl/core';
import { IconLayer } from '@deck.gl/layers';
import type { IconAtlas } from './icon-atlas.ts';

export interface IconLayerWish<T> {
  readonly id: string;
  readonly atlas: IconAtlas;
  readonly data: readonly T[];
  readonly icon: (one: T) => string;
  /** Writes lon, lat into `into`: no array is made per mark and frame. */
  readonly place: (one: T, into: number[]) => void;
  readonly sizePx: number;
  readonly angleDeg?: (one: T) => number;
  /** Changes when an icon has. */
  readonly iconVersion?: number | string;
}

/** The two properties that name an atlas to deck.gl. */
export function iconAtlasProps({ canvas, mapping }: IconAtlas) {
  // deck.gl takes a canvas here (its `image` property type does); only its declaration names fewer kinds.
  return { iconAtlas: canvas as unknown as string, iconMapping: { ...mapping } };
}

/** Icons from one atlas, all of one size; for what moves see `standing-icons.ts`. */
export function iconLayer<T>(wish: IconLayerWish<T>): Layer {
  const { id, atlas, data, icon, place, sizePx, angleDeg } = wish;
  return new IconLayer<T>({
    id,
    data,
    ...iconAtlasProps(atlas),
    getIcon: icon,
    getPosition: (one, { target }) => {
      place(one, target);
      target[2] = 0;
      return target as [number, number, number];
    },
    getSize: sizePx,
    ...(angleDeg === undefined ? {} : { getAngle: (one: T) => angleDeg(one) }),
    updateTriggers: { getIcon: wish.iconVersion },
  });
}
