import { SHANHUA } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { HandClock } from '../../testing/released-warning.ts';
import { openCounty } from './county.testing.ts';
import { OutboxPageSchema } from './upward-item.ts';

const clock = new HandClock(Date.parse('2026-07-18T21:00:00+08:00'));
const county = await openCounty('610525', clock);

async function outbox(query: string, bearer?: string) {
  const token = bearer ?? (await county.outboxToken());
  const answer = await county.app.fetch(`/api/outbox?${query}`, token);
  return { status: answer.status, body: (await answer.json()) as unknown };
}
async function page(query: string) {
  const { status, body } = await outbox(query);
  expect(status).toBe(200);
  return OutboxPageSchema.parse(body);
}

describe('what goes upward', () => {
  it('[FED-1] heads of incidents of grade Ⅰ–Ⅲ, in the order of the log; Ⅳ stays in the county', async () => {
    const before = await page('after=0');
    const small = await county.reportIncident(4);
    const large = await county.reportIncident(3);
    const { items, upTo, head } = await page(`after=${before.upTo}`);
    expect(items.map(({ kind, subject }) => [kind, subject])).toEqual([['incident', large]]);
    expect(items[0]?.body).toMatchObject({ grade: 3, status: 'reported', division: county.here(SHANHUA) });
    expect(JSON.stringify(items)).not.toContain(small);
    expect(upTo).toBe(head);
  });

  it('[FED-2] told when it turns out worse, and still told when it turns out milder', async () => {
    const { upTo } = await page('after=0');
    const incident = await county.reportIncident(4);
    await county.grade(incident, 2);
    await county.grade(incident, 4);
    const { items } = await page(`after=${upTo}`);
    expect(items.map(({ subject, body }) => [subject, 'grade' in body ? body.grade : undefined])).toEqual([
      [incident, 2],
      [incident, 4],
    ]);
  });

  it('[FED-3] a warning with its content when it is issued; a report when it was signed and sent, not before', async () => {
    const { upTo } = await page('after=0');
    const warning = await county.warn();
    const incident = await county.reportIncident(4);
    const report = await county.sendFirstReport(incident);
    const { items } = await page(`after=${upTo}`);
    expect(items.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['warning', warning],
      ['report', report],
    ]);
    expect(items[0]?.body).toMatchObject({ status: 'issued', content: { level: 2, scope: { areaText: '善化村' } } });
    expect(items[1]?.body).toMatchObject({ kind: 'first', incidentId: incident, to: '市应急管理局值班室' });
    expect(items.every(({ at, seq }) => seq > upTo && Date.parse(at) > 0)).toBe(true);
  });

  it('[FED-4] no number of a person goes out, and no name of a site commander', async () => {
    const { upTo } = await page('after=0');
    await county.reportIncident(2, '张某13812345678报道路中断，身份证610525199001011234');
    const { items } = await page(`after=${upTo}`);
    expect(items[0]?.body).toMatchObject({ title: '张某138****5678报道路中断，身份证610525********1234' });
    expect(JSON.stringify((await page('after=0')).items)).not.toContain('siteCommander');
  });

  it('[FED-5] page after page covers the log without a gap, to the same items as one page', async () => {
    const read: unknown[] = [];
    let [after, hash] = [0, ''];
    for (;;) {
      const part = await page(`after=${after}&limit=2${hash === '' ? '' : `&hash=${hash}`}`);
      expect(part.after).toBe(after);
      read.push(...part.items);
      [after, hash] = [part.upTo, part.hash];
      if (part.upTo === part.head) break;
    }
    // The county's own clocks may have written on meanwhile.
    const whole = await page('after=0');
    expect(read).toEqual(whole.items.filter(({ seq }) => seq <= after));
    // A hash that is not the log's own at that place would be refused.
    expect((await outbox(`after=${after}&hash=${hash}`)).status).toBe(200);
  });

  it('[FED-6] who waits is answered by the next thing that goes upward, and by nothing else', async () => {
    const { upTo, hash } = await page('after=0');
    const waiting = page(`after=${upTo}&hash=${hash}&wait=25`);
    await county.reportIncident(4);
    const incident = await county.reportIncident(1);
    expect((await waiting).items.map(({ subject }) => subject)).toEqual([incident]);
  });

  it('[FED-7] a cursor that is no place of this log is told apart from an empty page', async () => {
    const { upTo } = await page('after=0');
    const wrong = await outbox(`after=${upTo}&hash=${'ab'.repeat(32)}`);
    expect(wrong).toMatchObject({ status: 409, body: { error: { code: 'history_changed', path: 'after' } } });
    const ahead = await outbox(`after=${upTo + 1000}`);
    expect(ahead).toMatchObject({ status: 409, body: { error: { facts: { head: expect.any(Number) } } } });
  });

  it('[FED-8] its own scope opens it, and opens nothing else', async () => {
    const token = await county.outboxToken();
    for (const scope of ['read', 'ingest', 'command', 'admin'] as const)
      expect((await outbox('after=0', await county.app.token([scope]))).status).toBe(403);
    for (const path of ['/api/log', '/api/incidents', '/api/county', '/api/federation'])
      expect((await county.app.fetch(path, token)).status).toBe(403);
    const drill = await county.app.token(['outbox'], 'drill-elsewhere');
    expect(await outbox('after=0', drill)).toMatchObject({ status: 404 });
  });
});
