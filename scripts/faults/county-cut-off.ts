import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultyLine } from '@sitong/server/testing/faulty-line.ts';
import { dropFolder, newFolder, ServerProcess } from '@sitong/server/testing/server-process.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import pg from 'pg';
import { z } from 'zod';
import { databaseOf } from '../bench/database.ts';
import { send } from '../upgrade/play.ts';
import type { Check, Scene } from './fault.ts';
import { tokenOf } from './token.ts';

const COUNTY = '610525000000';
const ROUNDS = 3;
const CAUGHT_UP_MS = 60_000;
const ItemsSchema = z.array(z.object({ seq: z.coerce.number(), subject: z.string(), body: z.string() }));

/**
 * A province reads the scene's county over a line that is cut and broken in the middle of answers, and is itself killed
 * again and again; what people were told is done in the county is in the province, once and in order.
 */
export async function countyCutOff(scene: Scene): Promise<Check[]> {
  const base = databaseOf(scene.dataDir);
  const county = new pg.Pool({ connectionString: base, max: 1 });
  await county.query('CREATE DATABASE province');
  const provinceUrl = new URL(base);
  provinceUrl.pathname = '/province';
  const province = new pg.Pool({ connectionString: provinceUrl.toString(), max: 1 });
  const line = await faultyLine(scene.url, scene.random);
  const dataDir = newFolder('province');
  const file = join(dataDir, 'counties.json');
  writeFileSync(file, JSON.stringify([{ county: COUNTY, url: line.url, token: await tokenOf(scene, 'outbox') }]));
  chmodSync(file, 0o600);
  const start = (): ServerProcess =>
    new ServerProcess({
      dataDir,
      env: {
        DATABASE_URL: provinceUrl.toString(),
        SITONG_COUNTIES: file,
        SITONG_DEMO: '0',
        SITONG_DEMO_PASSWORD: '',
      },
    });
  let reader = start();
  try {
    await reader.url();
    const reported: string[] = [];
    const report = async (count: number): Promise<void> => {
      for (let n = 0; n < count; n += 1) reported.push(await reportIncident(scene, reported));
    };
    await report(5);
    for (let round = 0; round < ROUNDS; round += 1) {
      line.become({ kind: 'cut' });
      await report(2 + Math.floor(scene.random() * 5));
      line.become({ kind: 'through' });
      line.cutMidFrame('client');
      await report(2 + Math.floor(scene.random() * 5));
      await reader.end('SIGKILL');
      await report(2);
      reader = start();
      await reader.url();
    }
    const told = async () =>
      ItemsSchema.parse(
        (await county.query(`SELECT seq, subject, body FROM upward_outbox WHERE world = 'live' ORDER BY seq`)).rows,
      );
    const read = async () =>
      ItemsSchema.parse((await province.query('SELECT seq, subject, body FROM federated_items ORDER BY seq')).rows);
    const startedMs = performance.now();
    while ((await read()).length < (await told()).length && performance.now() - startedMs < CAUGHT_UP_MS)
      await new Promise((resolve) => setTimeout(resolve, 200));
    const [below, above] = [await told(), await read()];
    const subjects = new Set(above.map(({ subject }) => subject));
    const missing = reported.filter((id) => !subjects.has(id)).length;
    const same = JSON.stringify(below) === JSON.stringify(above);
    return [
      {
        what: 'every incident people were told is reported is in the province',
        holds: missing === 0,
        found: `${missing} missing of ${reported.length}`,
      },
      {
        what: 'the province has what the county told: the same items, numbers and order, none twice',
        holds: same,
        found: `${above.length} of ${below.length} items, after ${ROUNDS} cuts, ${ROUNDS} broken answers, ${ROUNDS} kills`,
      },
    ];
  } finally {
    await reader.end('SIGTERM');
    await line.close();
    await province.end();
    await county.end();
    await dropFolder(dataDir);
  }
}

async function reportIncident({ url, cookie }: Scene, before: readonly string[]): Promise<string> {
  const incidentId = newId();
  // Far enough apart that none is taken for the one before.
  const n = before.length;
  const point = { lon: 109.75 + 0.05 * Math.floor(n / 8), lat: 35.02 + 0.05 * (n % 8) };
  const answer = await send(url, cookie, newId(), {
    type: 'ReportIncident',
    incidentId,
    hazard: 'flash_flood',
    title: `善化村山洪 ${n}`,
    grade: 2,
    place: { point, division: '610525101233', name: '善化村', by: 'name' },
    source: { kind: 'duty' },
    text: '',
    photos: [],
    notDuplicateOf: before.slice(-20),
    figures: [],
  });
  if (!answer.ok) throw new Error(`the county refused an incident: ${answer.refused.code}`);
  return incidentId;
}
