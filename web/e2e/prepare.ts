import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Desk } from './harness.ts';

/** What a walk does not walk itself (another does): done by intent, and it must have been done. */
export async function done(desk: Desk, intent: Intent): Promise<void> {
  expect(await desk.act(intent), intent.type).toMatchObject({ ok: true });
}

const LogSchema = z.object({
  events: z.array(z.object({ type: z.string(), body: z.record(z.string(), z.unknown()) })),
});

/** Open tasks called off and every report of the incident phoned, checked, signed and sent. */
export async function settle(incidentId: string, duty: Desk, commander: Desk): Promise<void> {
  const answer = await duty.context.request.get('/api/log?since=0&limit=1000');
  const { events } = LogSchema.parse(await answer.json());
  const finished = new Set(events.filter(({ type }) => type === 'TaskDone').map(({ body }) => body['taskId']));
  for (const { type, body } of events) {
    if (type === 'TaskCreated' && !finished.has(body['taskId'])) {
      await done(duty, { type: 'CancelTask', taskId: z.string().parse(body['taskId']), reason: '处置结束' });
    }
    if (type !== 'ReportDrafted' || body['incidentId'] !== incidentId) continue;
    const reportId = z.string().parse(body['reportId']);
    await done(duty, { type: 'LogPhoneReport', reportId, to: '市应急局', answeredBy: '马文涛' });
    await done(commander, { type: 'CheckReport', reportId });
    await done(commander, { type: 'SignReport', reportId, signing: { mode: 'signed', post: 'commander' } });
    await done(duty, { type: 'SendReport', reportId, to: '市应急局' });
  }
}

/** A team's own words by voice, in their order. */
export async function teamTells(desk: Desk, team: string, steps: readonly TeamStep[]): Promise<void> {
  for (const to of steps) await done(desk, { type: 'ReportTeamStatus', team, to, cause: 'voice' });
}
type TeamStep = Extract<Intent, { type: 'ReportTeamStatus' }>['to'];
