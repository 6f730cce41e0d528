import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildTestApp } from '../../testing/test-app.ts';

const test = await buildTestApp();

const TerminalsSchema = z.object({
  terminals: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      bound: z.boolean(),
      team: z.string().nullable(),
      lon: z.number().nullable(),
      lat: z.number().nullable(),
      time: z.string().nullable(),
      speedKmh: z.number().nullable(),
      courseDeg: z.number().nullable(),
      fix: z.string(),
      source: z.string(),
    }),
  ),
});
const TrackSchema = z.object({
  terminal: z.string(),
  positions: z.array(
    z.object({ time: z.string(), lon: z.number(), lat: z.number(), fix: z.string(), source: z.string() }),
  ),
  next: z.string().optional(),
});
const ErrorSchema = z.object({
  error: z.object({ code: z.string(), message: z.string(), path: z.string().optional() }),
});

const ingest = await test.token(['ingest']);
const read = await test.token(['read']);

async function terminal(id: string) {
  const { terminals } = TerminalsSchema.parse(await test.get('/api/terminals', read));
  return terminals.find((one) => one.id === id);
}

function osmand(query: Record<string, string>, bearer: string | undefined = ingest): Promise<Response> {
  return test.fetch(`/api/ingest/osmand?${new URLSearchParams(query)}`, bearer);
}

describe('OsmAnd door', () => {
  it('takes a position by GET, lists the terminal as unknown and shows it on a socket', async () => {
    const screen = await test.live('duty');
    const timestamp = String(Math.floor(Date.now() / 1000));
    const response = await osmand({ id: '902064', lat: '35.19', lon: '109.93', speed: '10', bearing: '90', timestamp });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ stored: 1, terminals: ['902064'] });
    expect(await terminal('902064')).toMatchObject({
      bound: false,
      lon: 109.93,
      lat: 35.19,
      speedKmh: 18.52,
      courseDeg: 90,
      source: 'osmand',
    });
    await screen.until(() => screen.shown('902064') !== undefined);
    expect(screen.shown('902064')).toMatchObject({ lon: 109.93, lat: 35.19 });
  });
});
void TrackSchema;
void ErrorSchema;
