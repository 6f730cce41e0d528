import { newId } from '@sitong/shared/kernel/ids.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CutLine, cutLine } from '../../server/src/testing/cut-line.ts';
import { type Desk, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';

const SHANHUA = '610525101233';
const POINT = { lon: 109.877664, lat: 35.345843 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };
/** A change is on every screen within a second (promise P4); the machine running this may be busy. */
const SOON = { timeout: 60_000 };
/** A black picture as large as a camera's: making it small takes longer than the thumb needs to press 发送. */
function cameraPicture(width: number, height: number): Buffer {
  const pixels = width * height * 3;
  const bmp = Buffer.alloc(54 + pixels);
  bmp.write('BM');
  bmp.writeUInt32LE(bmp.length, 2);
  bmp.writeUInt32LE(54, 10);
  bmp.writeUInt32LE(40, 14);
  bmp.writeInt32LE(width, 18);
  bmp.writeInt32LE(height, 22);
  bmp.writeUInt16LE(1, 26);
  bmp.writeUInt16LE(24, 28);
  bmp.writeUInt32LE(pixels, 34);
  return bmp;
}

describe('a phone in the hand', () => {
  let server: RunningServer;
  let browser: Browser;
  let duty: Desk;
  let leader: Desk;
  let commander: Desk;
  let line: CutLine;
  const incidentId = newId();

  beforeAll(async () => {
    server = await startServer();
    line = await cutLine(server.url);
    browser = await startBrowser();
    duty = await openDesk(browser, server, 'duty');
    leader = await openDesk(browser, server, 'leader');
    commander = await openDesk(browser, server, 'commander', PHONE);
    // The test's own limit decides, not each step's: two cores may be busy.
    commander.page.setDefaultTimeout(110_000);
    const reported = await duty.act({
      type: 'ReportIncident',
      incidentId,
      hazard: 'flash_flood',
      title: '山洪 善化村',
      grade: 2,
      place: { point: POINT, division: SHANHUA, name: '善化村', by: 'name' },
      source: { kind: 'phone', caller: { name: '王来电', phone: '13912345678' } },
      text: '',
      photos: [],
      notDuplicateOf: [],
      figures: [],
    });
    expect(reported.ok).toBe(true);
  });
  afterAll(async () => {
    await browser?.close();
    await line?.close();
    await server?.stop();
  });

  async function checkedWarning(): Promise<string> {
    const warningId = newId();
    const drafted = await duty.act({
      type: 'DraftWarning',
      warningId,
      incidentId,
      content: {
        hazard: 'flash_flood',
        level: 2,
        headline: '澄城县应急管理局发布山洪灾害橙色预警[Ⅱ级/重大]',
        text: '沿线山洪风险很高。',
        instruction: '请立即转移。',
        scope: { divisions: [SHANHUA], rings: [], areaText: '善化村' },
        expiresAt: new Date(Date.now() + 3 * 3_600_000).toISOString(),
      },
    });
    expect(drafted.ok).toBe(true);
    expect((await leader.act({ type: 'CheckWarning', warningId, note: '' })).ok).toBe(true);
    return warningId;
  }

  async function signatureOf(warningId: string): Promise<Record<string, unknown> | undefined> {
    const answer = await duty.context.request.get('/api/warnings');
    const { open }: { open: { id: string; signature?: Record<string, unknown> }[] } = await answer.json();
    return open.find(({ id }) => id === warningId)?.signature;
  }

  it('[CMD-25] the task card names the incident and its grade, and nothing in it the caller', async () => {
    const team = await openDesk(browser, server, 'team1', PHONE);
    await team.page.goto('/field');
    const ordered = await duty.act({
      type: 'DispatchTeam',
      orderId: newId(),
      incidentId,
      team: 'team-fengyuan-1',
      exclusive: true,
      voice: false,
      content: {
        task: '转移117人',
        skills: [],
        destination: { name: '善化村 沟口组', point: POINT, division: SHANHUA },
        hazards: '',
        protection: '',
        feedbackMin: 30,
      },
    });
    expect(ordered.ok).toBe(true);
    const card = team.page.getByRole('article', { name: '转移117人' });
    await card.getByText('I-0001').waitFor(SOON);
    await card.getByText('重大 · Ⅱ级').waitFor(SOON);
    expect(await team.page.content()).not.toContain('王来电');
    await team.context.close();
  });

  it('[REL-5] a warning is signed on the phone, two touches from the phone page', async () => {
    const warningId = await checkedWarning();
    const { page } = commander;
    await page.goto('/field');
    await page.getByRole('button', { name: /橙色预警.*待签发/ }).click();
    const sheet = page.getByRole('dialog', { name: '审核签发' });
    await sheet.getByText('沿线山洪风险很高。').waitFor();
    await sheet.getByText('【澄城县应急管理局发布山洪灾害橙色预警[Ⅱ级/重大]】请立即转移。').waitFor();
    await sheet.getByRole('button', { name: /^签发/ }).click();
    await expect.poll(() => signatureOf(warningId), SOON).toMatchObject({ mode: 'signed', person: 'p-commander' });
  });

  it('[REL-7] what was ordered by voice is countersigned on the phone', async () => {
    const warningId = await checkedWarning();
    const signing = { mode: 'oral', post: 'commander', person: 'p-commander' } as const;
    expect((await leader.act({ type: 'SignWarning', warningId, signing })).ok).toBe(true);
    const { page } = commander;
    await page.goto('/field');
    await page.getByRole('button', { name: /口头授权待补签/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: /^补签/ }).click();
    await expect.poll(() => signatureOf(warningId), SOON).toHaveProperty('countersignedAt');
  });

  it('[CMD-13] [REL-23] a suggested response is begun and a report checked and signed there too, without the desk', async () => {
    const { page } = commander;
    const signers = async (type: string): Promise<string[]> => {
      const answer = await duty.context.request.get('/api/log?since=0&limit=1000');
      const { events }: { events: { type: string; body: { signature?: { person: string } } }[] } = await answer.json();
      return events.filter((event) => event.type === type).map(({ body }) => body.signature?.person ?? '');
    };
    await page.goto('/field');
    await page.getByRole('button', { name: /响应.*待签发/ }).click();
    const response = page.getByRole('dialog', { name: '应急响应' });
    await response.getByText('I-0001 山洪 善化村').waitFor();
    await response.getByRole('button', { name: /^签发启动/ }).click();
    await expect.poll(() => signers('ResponseActivated'), SOON).toEqual(['p-commander']);
    await page.getByRole('button', { name: /初报.*待审核/ }).click();
    const report = page.getByRole('dialog', { name: '签发' });
    await report.getByText('正在核实').first().waitFor();
    await report.getByRole('button', { name: /^核对无误/ }).click();
    await report.getByRole('button', { name: /^签发/ }).click();
    await expect.poll(() => signers('ReportSigned'), SOON).toEqual(['p-commander']);
    expect(new URL(page.url()).pathname).toBe('/field');
  });

  it('a village reports in three touches without a line, with place and photo, and it is told once', async () => {
    const village = await openDesk(browser, { ...server, url: line.url }, 'village', PHONE);
    const { page, context } = village;
    page.setDefaultTimeout(110_000);
    await context.grantPermissions(['geolocation'], { origin: line.url });
    await context.setGeolocation({ longitude: POINT.lon, latitude: POINT.lat, accuracy: 8 });
    await page.goto('/field');
    await page.getByRole('button', { name: /上报/ }).first().waitFor();
    await page.getByText(/±8/).first().waitFor();
    // What can be pressed without a line is on the phone once its keeper is at work; before that nobody may be promised anything.
    const keeper = () =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/field'))?.active?.state);
    await expect.poll(keeper, SOON).toBe('activated');
    line.cut();
    await page.getByRole('button', { name: /上报/ }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: '滑坡' }).click();
    await page.getByText(/109\.87766/).waitFor();
    await page.locator('input[type=file]').setInputFiles({
      name: 'a.bmp',
      mimeType: 'image/bmp',
      buffer: cameraPicture(3200, 2400),
    });
    // At once: the picture is still being made small.
    await page.getByRole('button', { name: /^发送/ }).click();
    await page.getByText(/待发/).first().waitFor();
    const told = async () => {
      const answer = await duty.context.request.get('/api/log?since=0&limit=1000');
      const { events }: { events: { type: string; body: { hazard?: string; photos?: string[]; place?: object } }[] } =
        await answer.json();
      return events.filter(({ type, body }) => type === 'IncidentReported' && body.hazard === 'landslide');
    };
    expect(await told()).toEqual([]);
    line.mend();
    await expect.poll(async () => (await told()).length, SOON).toBe(1);
    const [report] = await told();
    expect(report?.body.place).toMatchObject({ division: SHANHUA, by: 'device', point: POINT });
    expect(report?.body.photos).toHaveLength(1);
    await context.close();
  });

  it('met no error on the way', () => {
    expect(commander.troubles).toEqual([]);
  });
});
