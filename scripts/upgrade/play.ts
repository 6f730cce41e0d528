import { newId } from '@sitong/shared/kernel/ids.ts';
import { z } from 'zod';

/** The demo county's village of the storm, and two teams near it. */
const SHANHUA = { code: '610525101233', name: '善化村', point: { lon: 109.877664, lat: 35.345843 } };
const SEEN = '2026-07-18T20:55:00+08:00';

export const AnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), seq: z.number().int() }),
  z.object({ ok: z.literal(false), refused: z.looseObject({ code: z.string() }) }),
]);
export type Answer = z.infer<typeof AnswerSchema>;

/** One command over HTTP, as the person whose cookie it is. */
export async function send(url: string, cookie: string, commandId: string, intent: object): Promise<Answer> {
  const answer = await fetch(`${url}/api/intents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ commandId, intent }),
  });
  return AnswerSchema.parse(await answer.json());
}

const confirmedSchema = z.object({
  commandId: z.string(),
  who: z.string(),
  intent: z.looseObject({}),
  seq: z.number(),
});
/** What people had been told before the upgrade, and what they were in the middle of. */
export const HalfWaySchema = z.object({
  incidentId: z.string(),
  orders: z.array(z.object({ orderId: z.string(), who: z.string(), team: z.string() })),
  warningId: z.string(),
  confirmed: z.array(confirmedSchema),
});
export type HalfWay = z.infer<typeof HalfWaySchema>;

/**
 * An incident brought half-way: one team on its way, one that has the order and has not read it, and a red warning that
 * is checked and not signed. `cookieOf` signs a demo account in.
 */
export async function playHalfWay(url: string, cookieOf: (who: string) => Promise<string>): Promise<HalfWay> {
  const cookies = new Map<string, string>();
  const confirmed: HalfWay['confirmed'] = [];
  const act = async (who: string, intent: object): Promise<void> => {
    const cookie = cookies.get(who) ?? (await cookieOf(who));
    cookies.set(who, cookie);
    const commandId = newId();
    const answer = await send(url, cookie, commandId, intent);
    if (!answer.ok) throw new Error(`${who} ${JSON.stringify(intent)}: ${JSON.stringify(answer.refused)}`);
    confirmed.push({ commandId, who, intent: { ...intent }, seq: answer.seq });
  };
  const place = { point: SHANHUA.point, division: SHANHUA.code, name: SHANHUA.name };
  const [incidentId, warningId] = [newId(), newId()];
  await act('duty', {
    type: 'ReportIncident',
    incidentId,
    hazard: 'flash_flood',
    title: '善化村山洪',
    grade: 2,
    place: { ...place, by: 'name' },
    source: { kind: 'duty' },
    occurredAt: SEEN,
    text: '大峪河水位快速上涨',
    photos: [],
    notDuplicateOf: [],
    figures: [{ figure: 'threatened', value: 86 }],
  });
  await act('duty', { type: 'VerifyIncident', incidentId, text: '村网格员已核实' });
  const orders = [];
  for (const [who, team] of [
    ['team1', 'team-fengyuan-1'],
    ['team2', 'team-fengyuan-2'],
  ] as const) {
    const orderId = newId();
    const content = {
      task: '转移沟口群众',
      skills: ['evacuation'],
      destination: place,
      hazards: '山洪',
      protection: '救生衣',
      feedbackMin: 30,
    };
    await act('duty', { type: 'DispatchTeam', orderId, incidentId, team, exclusive: true, content, voice: false });
    await act(who, { type: 'ConfirmDelivery', orderId, device: 'phone', batteryPct: 80 });
    orders.push({ orderId, who, team });
  }
  const [first] = orders;
  if (first !== undefined) {
    await act('team1', { type: 'ReadOrder', orderId: first.orderId });
    await act('team1', { type: 'AcceptOrder', orderId: first.orderId, voice: false });
    const status = { type: 'ReportTeamStatus', team: first.team, orderId: first.orderId, cause: 'person' };
    await act('team1', { ...status, to: 'departed' });
  }
  await act('duty', {
    type: 'DraftWarning',
    warningId,
    incidentId,
    content: {
      hazard: 'flash_flood',
      level: 1,
      headline: '澄城县应急管理局发布山洪灾害红色预警[Ⅰ级/特别重大]',
      text: '大峪河水位快速上涨',
      instruction: '沟口、河道低洼处人员立即转移',
      scope: { divisions: [SHANHUA.code], rings: [], areaText: '善化村' },
      expiresAt: '2099-01-01T00:00:00+08:00',
    },
  });
  await act('leader', { type: 'CheckWarning', warningId, note: '' });
  return { incidentId, orders, warningId, confirmed };
}
