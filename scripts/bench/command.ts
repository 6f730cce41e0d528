import { newId } from '@sitong/shared/kernel/ids.ts';
import { EventBatchSchema, IntentAnswerSchema } from '@sitong/shared/protocol/down.ts';
import { type BenchReport, machine, quantile } from './report.ts';
import { openSocket, signIn, startBenchServer } from './running-server.ts';

const SCREENS = 50;
const PER_SECOND = 50;

/** Intent pressed → fsynced commit → on 50 screens, at 50 intents a second. Clients share the machine. */
export async function benchCommand(quick: boolean): Promise<BenchReport> {
  const seconds = quick ? 6 : 30;
  const server = await startBenchServer();
  try {
    const cookie = await signIn(server.url, 'duty');
    const screens = await Promise.all(Array.from({ length: SCREENS }, () => openSocket(server.url, cookie)));
    const sender = await openSocket(server.url, cookie);
    const pressed = new Map<string, number>();
    const toScreen: number[] = [];
    const toCommit: number[] = [];
    for (const screen of screens) {
      screen.on('events', (raw: unknown) => {
        const now = performance.now();
        for (const event of EventBatchSchema.parse(raw).events) {
          const at = pressed.get(event.commandId);
          if (at !== undefined) toScreen.push(now - at);
        }
      });
    }
    const answers: Promise<void>[] = [];
    const total = seconds * PER_SECOND;
    const started = performance.now();
    for (let i = 0; i < total; i++) {
      const dueMs = started + (i * 1000) / PER_SECOND;
      if (dueMs > performance.now()) await new Promise((resolve) => setTimeout(resolve, dueMs - performance.now()));
      const commandId = newId();
      const at = performance.now();
      pressed.set(commandId, at);
      const message = { commandId, intent: { type: 'EnterDutyLog', text: `bench ${i}` } };
      answers.push(
        sender.emitWithAck('intent', message).then((raw: unknown) => {
          if (IntentAnswerSchema.parse(raw).ok) toCommit.push(performance.now() - at);
        }),
      );
      // The gateway lets one person send 20 a second with bursts of 60: this bench speaks for several.
      if (i % 15 === 14) await Promise.all(answers.splice(0));
    }
    await Promise.all(answers);
    const wanted = toCommit.length * SCREENS;
    const deadline = performance.now() + 5000;
    while (toScreen.length < wanted && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    for (const socket of [...screens, sender]) socket.disconnect();
    return {
      bench: 'command',
      at: new Date().toISOString(),
      machine: machine(),
      rows: [
        { figure: 'pressed → committed and answered, p50', value: quantile(toCommit, 0.5), unit: 'ms' },
        { figure: 'pressed → committed and answered, p99', value: quantile(toCommit, 0.99), unit: 'ms' },
        { figure: `pressed → on ${SCREENS} screens, p50`, value: quantile(toScreen, 0.5), unit: 'ms' },
        {
          figure: `pressed → on ${SCREENS} screens, p99`,
          value: quantile(toScreen, 0.99),
          unit: 'ms',
          goal: '≤ 50 ms',
        },
        { figure: 'deliveries missing', value: wanted - toScreen.length, unit: '' },
      ],
      notes: [
        `${toCommit.length} intents in ${((performance.now() - started) / 1000).toFixed(1)} s; clients parse every event with zod in one process`,
      ],
    };
  } finally {
    await server.stop();
  }
}
