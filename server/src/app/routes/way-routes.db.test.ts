import { SHANHUA, TINY_COUNTY } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildTestApp } from '../../testing/test-app.ts';

const test = await buildTestApp();
const AnswerSchema = z.object({
  ways: z.array(z.object({ id: z.string(), km: z.number(), minutes: z.number(), fixAgeS: z.number().optional() })),
  route: z.object({ id: z.string(), lonLat: z.array(z.tuple([z.number(), z.number()])) }).optional(),
});
const seat = TINY_COUNTY.divisions.get(SHANHUA)?.seat ?? { lon: 0, lat: 0 };
const asked = async (query: string) =>
  AnswerSchema.parse(await test.get(`/api/ways?lon=${seat.lon}&lat=${seat.lat}&${query}`, await test.session('duty')));

describe('GET /api/ways', () => {
  it('tells how far by road everything of a kind is from a place, and draws the way of one', async () => {
    const { ways, route } = await asked('kind=teams');
    expect(ways.length).toBeGreaterThan(0);
    expect(route).toBeUndefined();
    for (const { km, minutes } of ways) expect(km >= 0 && minutes >= 0 && Number.isFinite(km + minutes)).toBe(true);
    const [first] = ways;
    const drawn = (await asked(`kind=teams&route=${first?.id}`)).route;
    expect(drawn?.id).toBe(first?.id);
    expect(drawn?.lonLat.at(-1)).toEqual([seat.lon, seat.lat]);
    expect((await asked('kind=teams&route=team-none')).route).toBeUndefined();
  });

  it('a team without a fix starts where the register says', async () => {
    const { ways } = await asked('kind=teams');
    expect(ways.map(({ fixAgeS }) => fixAgeS)).toEqual(ways.map(() => undefined));
  });

  it('says nothing of what no road joins', async () => {
    const far = await test.get('/api/ways?kind=teams&lon=80&lat=30', await test.session('duty'));
    expect(AnswerSchema.parse(far)).toMatchObject({ ways: [] });
  });
});
