import { LUOCHENG, SHANHUA, seatOf, TINY_COUNTY } from '@sitong/shared/testing/county.ts';
import { expect, it } from 'vitest';
import { nearestVillage } from './nearest-village.ts';

it('names the village a point lies in, and outside of all the nearest seat with its distance', () => {
  const inside = nearestVillage(seatOf(SHANHUA), TINY_COUNTY);
  expect(inside).toMatchObject({ row: { code: SHANHUA }, distanceM: 0 });
  const { lon, lat } = seatOf(LUOCHENG);
  const away = nearestVillage({ lon, lat: lat - 2 }, TINY_COUNTY);
  expect(away?.how).toBe('near');
  expect((away?.distanceM ?? 0) / 1000).toBeGreaterThan(150);
});
