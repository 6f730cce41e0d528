import { readFileSync } from 'node:fs';
import { LIVE, newId } from '@sitong/shared/kernel/ids.ts';
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFeed } from '../../ingest/cap/feed.ts';
import { parseCap } from '../../ingest/cap/parse-cap.ts';
import { HandClock, issueWarning, orangeWarning } from '../../testing/released-warning.ts';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';

const clock = new HandClock(Date.parse('2026-07-18T12:30:00Z'));
const schema = XmlDocument.fromBuffer(
  readFileSync(new URL('../../ingest/cap/fixtures/schema/cap12.xsd', import.meta.url)),
);
const validator = XsdValidator.fromDoc(schema);
afterAll(() => {
  validator.dispose();
  schema.dispose();
});

let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp({ now: clock.now });
});

/** Faults by the OASIS schema, judged by libxml2. */
function schemaFaults(xml: string): string[] {
  const document = XmlDocument.fromBuffer(new TextEncoder().encode(xml));
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError) return error.details.map(({ message }) => message);
    throw error;
  } finally {
    document.dispose();
  }
}

async function entries(query = ''): Promise<{ title: string; link: string }[]> {
  const feed = readFeed(new Uint8Array(await (await fetch(`${test.url}/api/cap/feed.atom${query}`)).arrayBuffer()));
  if (!feed.ok) throw new Error(JSON.stringify(feed.errors));
  return feed.entries.map(({ title, link }) => ({ title: title ?? '', link: link ?? '' }));
}

async function message(link: string) {
  const response = await fetch(link);
  expect(response.headers.get('content-type')).toContain('application/cap+xml');
  const xml = await response.text();
  expect(schemaFaults(xml)).toEqual([]);
  const parsed = parseCap(new TextEncoder().encode(xml), { profile: 'strict' });
  const alert = parsed.ok ? parsed.alerts[0] : undefined;
  if (alert === undefined) throw new Error(xml);
  return alert;
}

describe('our warnings for everybody', () => {
  it('an empty county says so: an empty feed, a page that says what is normal', async () => {
    expect(await entries()).toEqual([]);
    const page = await (await fetch(`${test.url}/public`)).text();
    expect(page).toContain('当前没有生效的预警');
  });

  it('a warning issued is an Alert in force, valid against the schema, and stands on the public page', async () => {
    await issueWarning(test.app, clock, orangeWarning(clock.now(), { expiresAt: '2026-07-18T15:30:00Z' }));
    const [entry] = await entries();
    const alert = await message(entry?.link ?? '');
    expect(alert).toMatchObject({ status: 'Actual', msgType: 'Alert', references: [] });
    expect(alert.infos[0]).toMatchObject({ severity: 'Severe', headline: orangeWarning(0).headline });
    const response = await fetch(`${test.url}/public`);
    const page = await response.text();
    expect(page).toContain('橙色预警');
    expect(page).toContain('沟口、河道低洼处人员立即转移');
    // A figure and its unit stand in a span of their own, so that no line parts them.
    expect(page.replaceAll(/<\/?span[^>]*>/g, '')).toContain('&lt;1 小时 &amp; 仍在上涨&gt;');
    // The end was written in UTC: readers see Beijing time.
    expect(page).toContain('>2026-07-18 23:30</time>');
    expect(page).not.toMatch(/<script|\son\w+=/i);
    const tag = response.headers.get('etag') ?? '';
    const again = await fetch(`${test.url}/public`, { headers: { 'if-none-match': tag } });
    expect(again.status).toBe(304);
  });

  it('an update names the warning it replaced; a cancel names the one it ends; the page follows', async () => {
    const before = Object.values(test.app.services.worlds.get(LIVE)?.runtime.state.release.warnings ?? {})[0];
    clock.later(60);
    const headline = '澄城县应急管理局发布山洪灾害红色预警[Ⅰ级/特别重大]';
    const warningId = await issueWarning(test.app, clock, orangeWarning(clock.now(), { level: 1, headline }), {
      replaces: before?.id ?? '',
    });
    const update = await message((await entries())[0]?.link ?? '');
    expect(update).toMatchObject({ msgType: 'Update' });
    expect(update.references.map(({ identifier }) => identifier)).toEqual([before?.issued?.identifier]);
    const issued = test.app.services.worlds.get(LIVE)?.runtime.state.release.warnings[warningId]?.issued;

    clock.later(60);
    const commander = await test.session('commander');
    const answer = await test.fetch('/api/intents', commander, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        commandId: newId(),
        intent: { type: 'CancelWarning', warningId, reason: '水位回落，险情解除' },
      }),
    });
    expect(await answer.json()).toMatchObject({ ok: true });
    const all = await entries();
    const cancel = await message(all[0]?.link ?? '');
    expect(cancel).toMatchObject({ msgType: 'Cancel' });
    expect(cancel.references.map(({ identifier }) => identifier)).toEqual([issued?.identifier]);
    expect(all).toHaveLength(3);
    expect(await (await fetch(`${test.url}/public`)).text()).toContain('当前没有生效的预警');
  });

  it('ended warnings stay in the list, with how they ended', async () => {
    const answer = await test.get('/api/warnings', await test.session('duty'));
    expect(answer).toMatchObject({ open: [], ended: [{ status: 'cancelled' }, { status: 'superseded' }] });
  });

  it('a drill goes out as Exercise only where it is asked for, and never stands on the public page', async () => {
    const { worlds } = test.app.services;
    const drill = await worlds.startDrill({
      title: '防汛演练',
      scenario: 'storm',
      startAt: '2026-07-01T08:00:00+08:00',
      speed: 1,
    });
    const { world } = drill.runtime;
    await issueWarning(test.app, clock, orangeWarning(drill.runtime.nowMs(), { text: '演练用文字' }), { world });
    const [entry] = await entries(`?world=${world}`);
    expect(await message(entry?.link ?? '')).toMatchObject({ status: 'Exercise', msgType: 'Alert' });
    expect(await entries()).toHaveLength(3);
    expect(await (await fetch(`${test.url}/public`)).text()).not.toContain('演练用文字');
  });

  it('an unknown message or world is told as such', async () => {
    expect((await fetch(`${test.url}/api/cap/61052500000001_20200101000000.xml`)).status).toBe(404);
    expect((await fetch(`${test.url}/api/cap/feed.atom?world=drill-nobody1`)).status).toBe(404);
  });
});
