import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildTestApp } from '../../testing/test-app.ts';

const test = await buildTestApp();

/** Value of one sample of the text format. */
function sampleOf(text: string, sample: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${sample} `));
  return line === undefined ? undefined : Number(line.slice(sample.length + 1));
}

const DEPLOY = new URL('../../../../scripts/deploy/', import.meta.url);

describe('/metrics and /api/sources', () => {
  it.each(['alerts.yml', 'grafana-dashboard.json'])('%s asks for nothing that is not told', async (name) => {
    const told = await (await test.fetch('/metrics', undefined)).text();
    const asked = readFileSync(new URL(name, DEPLOY), 'utf8').matchAll(/\b(?:sitong|nodejs|process)_[a-z0-9_]+\b/g);
    const names = [...new Set([...asked].map(([metric]) => metric))];
    expect(names.length).toBeGreaterThan(8);
    expect(names.filter((metric) => !told.includes(`# TYPE ${metric} `))).toEqual([]);
  });

  it('tell what the doors took, how many screens there are, and how far the log is', async () => {
    const screen = await test.live('duty');
    const token = await test.token(['ingest', 'read']);
    await test.fetch('/api/ingest/osmand?id=m1&lat=35.2&lon=109.9', token);
    await test.fetch('/api/ingest/osmand?id=m1&lat=95&lon=109.9', token);
    const text = await (await test.fetch('/metrics', undefined)).text();
    expect(sampleOf(text, 'sitong_ingest_accepted_total{world="live",source="osmand"}')).toBe(1);
    expect(sampleOf(text, 'sitong_ingest_refused_total{world="live",source="osmand"}')).toBe(1);
    expect(sampleOf(text, 'sitong_sockets')).toBe(1);
    expect(sampleOf(text, 'sitong_terminals{world="live",bound="no"}')).toBe(1);
    expect(sampleOf(text, 'sitong_events_appended_total{world="live"}')).toBeGreaterThanOrEqual(0);
    expect(sampleOf(text, 'sitong_history_rows_waiting{table="positions"}')).toBe(0);
    expect(sampleOf(text, 'sitong_signal_commit_seconds{table="positions"}')).toBeGreaterThan(0);
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
    const Sources = z.object({
      sources: z.array(
        z.object({ source: z.string(), standing: z.string(), accepted: z.number(), refused: z.number() }),
      ),
    });
    const { sources } = Sources.parse(await test.get('/api/sources', token));
    expect(sources.find(({ source }) => source === 'osmand')).toMatchObject({
      standing: 'live',
      accepted: 1,
      refused: 1,
    });
    expect(sources.find(({ source }) => source === 'readings')).toMatchObject({ standing: 'never' });
    expect(sources.map(({ source }) => source)).toEqual(expect.arrayContaining(['jt808', 'cap', 'quakes', 'hotspots']));
    screen.close();
  });

  it('everyone signed in reads what was refused and why; its bytes only those who run the doors', async () => {
    const ingest = await test.token(['ingest']);
    await test.fetch('/api/ingest/osmand?id=bad&lat=999&lon=109.9', ingest);
    const Refused = z.object({ refused: z.array(z.looseObject({ code: z.string(), raw: z.string().optional() })) });
    for (const [who, bytes] of [
      ['duty', true],
      ['admin', true],
      ['team1', false],
      ['village', false],
    ] as const) {
      const { refused } = Refused.parse(await test.get('/api/ingest/refused', await test.session(who)));
      expect(refused[0]?.code).toBe('lat_out_of_range');
      expect([who, refused[0]?.raw !== undefined]).toEqual([who, bytes]);
    }
    expect((await test.fetch('/api/ingest/refused', undefined)).status).toBe(401);
  });

  it('every door stands in the description of the interface', async () => {
    const Description = z.object({ paths: z.record(z.string(), z.unknown()) });
    const { paths } = Description.parse(await (await test.fetch('/api/openapi.json', undefined)).json());
    const doors = ['cap', 'cap-feed', 'readings', 'quakes', 'hotspots', 'osmand', 'owntracks', 'track', 'refused'];
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        ...doors.map((door) => `/api/ingest/${door}`),
        '/api/terminals',
        '/api/positions',
        '/api/readings',
        '/api/incoming-warnings',
        '/api/sources',
      ]),
    );
  });
});
