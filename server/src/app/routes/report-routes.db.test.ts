import { newId } from '@sitong/shared/kernel/ids.ts';
import { SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { buildTestApp } from '../../testing/test-app.ts';

const test = await buildTestApp();

/** A grave incident; the system drafts its first report by itself. */
async function firstReport(): Promise<string> {
  const live = test.app.services.worlds.get('live');
  if (live === undefined) throw new Error('the live world is not open');
  const drafted = new Promise<string>((resolve) => {
    const stop = live.runtime.onCommitted((_, { release }) => {
      const [report] = Object.values(release.reports);
      if (report === undefined) return;
      stop();
      resolve(report.id);
    });
  });
  const intent = {
    type: 'ReportIncident',
    incidentId: newId(),
    hazard: 'flash_flood',
    title: '善化村山洪',
    grade: 2,
    place: { point: seatOf(SHANHUA), division: SHANHUA, name: '善化村', by: 'name' },
    source: { kind: 'duty' },
    text: '',
    photos: [],
    notDuplicateOf: [],
    figures: [{ figure: 'trapped', value: 12 }],
  };
  const answer = await test.fetch('/api/intents', await test.session('duty'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ commandId: newId(), intent }),
  });
  expect(await answer.json()).toMatchObject({ ok: true });
  return drafted;
}

describe('a report as a file', () => {
  it('is a Word file for whoever sees the report, and unknown to whoever does not', async () => {
    const id = await firstReport();
    const path = `/api/reports/${id}.docx`;
    const file = await test.fetch(path, await test.session('leader'));
    expect([file.status, file.headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename="report-1.docx"',
    ]);
    expect(file.headers.get('content-type')).toContain('wordprocessingml');
    expect(Buffer.from(await file.arrayBuffer()).toString('latin1', 0, 2)).toBe('PK');
    expect((await test.fetch(path, undefined)).status).toBe(401);
    // Of another place: not even that there is such a report.
    const other = await test.fetch(`/api/reports/${newId()}.docx`, await test.session('team1'));
    const hidden = await test.fetch(path, await test.session('team1'));
    expect([other.status, hidden.status]).toEqual([404, 404]);
  });
});
