import { readRunning } from '@sitong/server/plumbing/persistence/embedded/folder.ts';
import { z } from 'zod';
import { openDesk, startBrowser, startServer } from '../../web/e2e/harness.ts';
import { perform } from '../scenario/perform.ts';

const DrillSchema = z.object({ world: z.string(), token: z.string(), jt808Port: z.number().optional() });
const IncidentsSchema = z.object({ incidents: z.array(z.object({ id: z.string(), number: z.number() })) });

/** Plays the storm with scripted officers up to the minute, its clock standing there, and hands over its database. */
export async function playStorm(
  { until, speed, say }: { until: string; speed: number; say: (line: string) => void },
  keep: (databaseUrl: string, world: string, incident: string) => Promise<void>,
): Promise<void> {
  const server = await startServer();
  const browser = await startBrowser();
  try {
    const { request } = (await openDesk(browser, server, 'duty')).context;
    const begun = await request.post('/api/drills', {
      data: { scenario: 'storm', speed, officers: 'scripted', player: 'caller' },
    });
    if (!begun.ok()) throw new Error(`the storm could not be started: ${await begun.text()}`);
    const { world, token, jt808Port } = DrillSchema.parse(await begun.json());
    // Played by the same program as every storm: it slows down before the minute and stops on it, at any speed.
    await perform({
      url: server.url,
      world,
      token,
      jt808Port,
      officers: 'scripted',
      seed: 7,
      until,
      begins: 'first',
      say: (line) => say(`  ${line}`),
    });
    const answer = await request.get(`/api/incidents?world=${world}`);
    const { incidents } = IncidentsSchema.parse(await answer.json());
    const first = incidents.sort((a, b) => a.number - b.number)[0];
    const database = readRunning(server.dataDir);
    if (first === undefined || database === undefined) throw new Error('the evening brought no incident to show');
    await keep(database.url, world, first.id);
  } finally {
    await browser.close();
    await server.stop();
  }
}
