import { readFileSync } from 'node:fs';
import { dropFolder, newFolder, ServerProcess } from '@sitong/server/testing/server-process.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { z } from 'zod';
import type { Check } from '../faults/fault.ts';
import { withLog } from '../operate/tool-log.ts';
import { type Dump, putBack, unpackDump } from './dump.ts';
import { type Answer, send } from './play.ts';

/** Data of earlier versions, each brought to the middle of an incident: `make-dump.ts` makes one for a release. */
export const DUMPS = ['d79ec40'] as const;

export function readDump(name: (typeof DUMPS)[number]): Dump {
  return unpackDump(readFileSync(new URL(`fixtures/${name}.json.br`, import.meta.url)));
}

const IncidentsSchema = z.object({ incidents: z.array(z.looseObject({ id: z.string(), status: z.string() })) });
const OrdersSchema = z.object({ orders: z.array(z.looseObject({ id: z.string(), status: z.string() })) });
const WarningsSchema = z.object({ open: z.array(z.looseObject({ id: z.string(), status: z.string() })) });

const found = (what: string, holds: boolean, shown: string): Check => ({ what, holds, found: shown });
const said = (answer: Answer): string => (answer.ok ? `event ${answer.seq}` : answer.refused.code);

/**
 * An earlier version's data in an empty database, today's server started on it: the log is whole, everything that was
 * confirmed is there, a retry gets its old answer, and the incident goes on where it stood.
 */
export async function upgradeMidIncident(databaseUrl: string, dump: Dump): Promise<Check[]> {
  await putBack(databaseUrl, dump);
  const checks: Check[] = [];
  const dataDir = newFolder('upgrade');
  const startedMs = performance.now();
  const server = new ServerProcess({ dataDir, env: { DATABASE_URL: databaseUrl } });
  try {
    const url = await server.ready;
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    checks.push(found('today’s server is ready on it', url !== undefined, url ?? server.said.slice(-2).join(' / ')));
    if (url === undefined) return checks;
    checks.push(found('ready ≤ 30 s', Number(seconds) <= 30, `${seconds} s`));
    const migrated = server.said.find((line) => line.startsWith('database brought up to date:')) ?? 'nothing to do';
    checks.push(found('the database was brought up to date', migrated !== 'nothing to do', migrated));
    checks.push(...(await logIsWhole(databaseUrl, dump)));
    checks.push(...(await goesOn(server, url, dump)));
    checks.push(...(await logIsWhole(databaseUrl, dump)));
    return checks;
  } finally {
    await server.end('SIGTERM');
    await dropFolder(dataDir);
  }
}

/** The old heads are still in the chain: nothing of what was written before was changed. */
async function logIsWhole(databaseUrl: string, { heads }: Dump): Promise<Check[]> {
  return withLog(databaseUrl, (log) =>
    Promise.all(
      heads.map(async ({ world, seq, hash }) => {
        const verdict = await log.verify(world, { heads: [{ world, seq, hash }] });
        const shown = verdict.kind === 'ok' ? `${verdict.checked} events` : `BAD at ${verdict.seq}: ${verdict.detail}`;
        return found(`${world}: the log is whole and holds the old head ${seq}`, verdict.kind === 'ok', shown);
      }),
    ),
  );
}

async function goesOn(server: ServerProcess, url: string, { halfWay }: Dump): Promise<Check[]> {
  const { incidentId, orders, warningId, confirmed } = halfWay;
  const cookies = new Map<string, string>();
  const cookieOf = async (who: string): Promise<string> => {
    const cookie = cookies.get(who) ?? (await server.signIn(who));
    cookies.set(who, cookie);
    return cookie;
  };
  const get = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${url}${path}`, { headers: { cookie: await cookieOf('duty') } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const statuses = async () => {
    const { orders: rows } = OrdersSchema.parse(await get('/api/orders'));
    return orders.map(({ orderId }) => rows.find(({ id }) => id === orderId)?.status ?? 'gone').join(', ');
  };
  const act = async (who: string, intent: object): Promise<Answer> => send(url, await cookieOf(who), newId(), intent);

  const { incidents } = IncidentsSchema.parse(await get('/api/incidents'));
  const incident = incidents.find(({ id }) => id === incidentId);
  const checks = [
    found('the incident is open', incident?.status === 'responding', incident?.status ?? 'gone'),
    found('its orders stand where they stood', (await statuses()) === 'accepted, delivered', await statuses()),
  ];
  const { open } = WarningsSchema.parse(await get('/api/warnings'));
  const warning = open.find(({ id }) => id === warningId);
  checks.push(found('its warning is checked', warning?.status === 'checked', warning?.status ?? 'gone'));

  let same = 0;
  for (const { commandId, who, intent, seq } of confirmed) {
    const answer = await send(url, await cookieOf(who), commandId, intent);
    if (answer.ok && answer.seq === seq) same += 1;
  }
  const all = `${same} of ${confirmed.length}`;
  checks.push(found('each command of before, sent again, gets its old answer', same === confirmed.length, all));

  const [onTheWay, waiting] = orders;
  if (onTheWay === undefined || waiting === undefined) throw new Error('the dump has no two orders');
  const onWay = { type: 'ReportTeamStatus', team: onTheWay.team, orderId: onTheWay.orderId, cause: 'person' };
  const signing = { mode: 'signed', post: 'commander' };
  const steps: readonly (readonly [what: string, who: string, intent: object])[] = [
    ['the team that waited reads its order', waiting.who, { type: 'ReadOrder', orderId: waiting.orderId }],
    ['and accepts it', waiting.who, { type: 'AcceptOrder', orderId: waiting.orderId, voice: false }],
    ['the team on its way arrives', onTheWay.who, { ...onWay, to: 'on_scene' }],
    [
      'and is done',
      onTheWay.who,
      { type: 'CompleteOrder', orderId: onTheWay.orderId, result: '群众已转移', moved: 86 },
    ],
    ['the commander signs the warning', 'commander', { type: 'SignWarning', warningId, signing }],
    ['the incident is brought under control', 'duty', { type: 'ControlIncident', incidentId, text: '水位回落' }],
  ];
  for (const [what, who, intent] of steps) {
    const answer = await act(who, intent);
    checks.push(found(what, answer.ok, said(answer)));
  }
  checks.push(found('the orders went on', (await statuses()) === 'completed, accepted', await statuses()));
  return checks;
}
