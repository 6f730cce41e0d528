import { EnvelopeSchema } from '@sitong/shared/kernel/envelope.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildTestApp } from '../../../testing/test-app.ts';

const test = await buildTestApp();
const PageSchema = z.object({ events: z.array(EnvelopeSchema) });

async function act(who: string, intent: object): Promise<void> {
  const answer = await test.fetch('/api/intents', await test.session(who), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ commandId: newId(), intent }),
  });
  expect(await answer.json()).toEqual({ ok: true, seq: expect.any(Number) });
}

async function incident(hazard = 'flash_flood'): Promise<string> {
  const incidentId = newId();
  const known = Object.keys(test.app.services.worlds.get('live')?.runtime.state.command.incidents ?? {});
  await act('duty', {
    type: 'ReportIncident',
    incidentId,
    hazard,
    title: '善化村山洪',
    grade: 3,
    place: { point: seatOf(SHANHUA), division: SHANHUA, name: '善化村', by: 'name' },
    source: { kind: 'duty' },
    text: '',
    photos: [],
    notDuplicateOf: known,
    figures: [],
  });
  return incidentId;
}

async function timeline(id: string): Promise<string[]> {
  const page = PageSchema.parse(await test.get(`/api/incidents/${id}/timeline?limit=500`, await test.session('duty')));
  return page.events.map(({ type }) => type);
}

describe('the timeline of an incident', () => {
  it('[CMD-17] holds the response it is under and the tasks of its plan, for each incident it covers, and when it is over', async () => {
    const [one, two, other] = [await incident(), await incident(), await incident('landslide')];
    const signing = { mode: 'signed', post: 'post-commander' };
    await act('commander', {
      type: 'ActivateResponse',
      responseId: newId(),
      hazard: 'flash_flood',
      level: 2,
      signing,
      incidentIds: [one, two],
    });
    const state = test.app.services.worlds.get('live')?.runtime.state.command;
    const tasks = Object.values(state?.tasks ?? {});
    // A suggestion that stands is what is signed, under its own id.
    const responseId = Object.values(state?.responses ?? {}).find(({ status }) => status === 'active')?.id;
    expect(tasks.length).toBeGreaterThan(0);
    await act('commander', { type: 'EndResponse', responseId, signing, summary: '水位回落' });
    for (const id of [one, two]) {
      const types = await timeline(id);
      expect(types.filter((type) => type === 'ResponseActivated')).toHaveLength(1);
      expect(types.filter((type) => type === 'TaskCreated')).toHaveLength(tasks.length);
      expect(types).toContain('ResponseEnded');
      expect(types.filter((type) => type === 'IncidentReported')).toHaveLength(1);
    }
    expect((await timeline(other)).filter((type) => /^(?:ResponseActivated|Task)/.test(type))).toEqual([]);
  });
});
