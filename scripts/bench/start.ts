import { dropFolder, newFolder, startProcess } from '@sitong/server/testing/server-process.ts';
import { atMost } from './goal.ts';
import { type BenchReport, machine, quantile } from './report.ts';

/** From the start of the process to the line that says it is ready; the county is there from the first start on. */
export async function benchStart(quick: boolean): Promise<BenchReport> {
  const before = machine();
  const dataDir = newFolder('bench');
  try {
    const timed = async (): Promise<{ readyMs: number; endMs: number }> => {
      const startedMs = performance.now();
      const server = await startProcess({ dataDir });
      const readyMs = performance.now() - startedMs;
      const endingMs = performance.now();
      await server.end('SIGTERM');
      return { readyMs, endMs: performance.now() - endingMs };
    };
    const first = await timed();
    const again: number[] = [];
    const ends: number[] = [];
    for (let n = 0; n < (quick ? 2 : 4); n++) {
      const { readyMs, endMs } = await timed();
      again.push(readyMs);
      ends.push(endMs);
    }
    const server = await startProcess({ dataDir });
    await server.end('SIGKILL');
    const afterKill = await timed();
    return {
      bench: 'start',
      at: new Date().toISOString(),
      machine: before,
      rows: [
        { figure: 'started again → ready, p50', value: quantile(again, 0.5) / 1000, unit: 's', goal: [atMost(3)] },
        { figure: 'started again → ready, worst', value: quantile(again, 1) / 1000, unit: 's' },
        { figure: 'after SIGKILL → ready', value: afterKill.readyMs / 1000, unit: 's', goal: [atMost(10)] },
        { figure: 'first start with the demo county → ready', value: first.readyMs / 1000, unit: 's' },
        { figure: 'SIGTERM → gone, p50', value: quantile(ends, 0.5) / 1000, unit: 's', goal: [atMost(5)] },
      ],
      notes: [
        'the server process itself, `node server/src/main.ts`; `npm start` adds the look at tools and build in front of it',
        `load average at the start ${before.load1}, at the end ${machine().load1}`,
      ],
    };
  } finally {
    await dropFolder(dataDir);
  }
}
