import { newId } from '@sitong/shared/kernel/ids.ts';
import { SHANHUA } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dispatchTeam, reportIncident } from '../../plumbing/realtime/intents.testing.ts';
import { buildTestApp } from '../../testing/test-app.ts';

const test = await buildTestApp();
const Row = z.object({ team: z.string(), route: z.object({ lonLat: z.array(z.unknown()).min(2) }).optional() });
const AnswerSchema = z.object({ ranked: z.array(Row), underWay: z.array(Row), leftOut: z.array(Row) });

const incidentId = newId();
const act = async (intent: object): Promise<unknown> => {
  const body = JSON.stringify({ commandId: newId(), intent });
  const headers = { 'content-type': 'application/json' };
  const answer = await test.fetch('/api/intents', await test.session('duty'), { method: 'POST', headers, body });
  return answer.json();
};
async function asked(query: string) {
  const answer = await test.get(`/api/recommend?incidentId=${incidentId}${query}`, await test.session('duty'));
  return AnswerSchema.parse(answer);
}

describe('[RES-17] GET /api/recommend', () => {
  it('answers a phone about its own team alone, with its route before and after it is ordered', async () => {
    expect(await act(reportIncident(SHANHUA, '善化村', incidentId))).toMatchObject({ ok: true });
    const all = await asked('');
    expect(all.ranked.length + all.leftOut.length).toBeGreaterThan(1);
    const own = await asked('&team=team-1');
    expect(own.ranked).toMatchObject([{ team: 'team-1', route: {} }]);
    expect([own.underWay, own.leftOut]).toEqual([[], []]);

    expect(await act(dispatchTeam(incidentId, 'team-1', SHANHUA))).toMatchObject({ ok: true });
    const under = await asked('&team=team-1');
    expect(under.underWay).toMatchObject([{ team: 'team-1', route: {} }]);
    expect([...under.ranked, ...under.leftOut].filter(({ team }) => team !== 'team-1')).toEqual([]);
    // A table asked for without a team draws one route, that of who stands first in it.
    expect((await asked('')).underWay[0]?.route).toBeUndefined();
    expect(await asked('&team=team-none')).toEqual({ ranked: [], underWay: [], leftOut: [] });
  });
});
