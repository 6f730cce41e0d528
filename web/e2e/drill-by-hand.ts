import type { Intent } from '@sitong/shared/protocol/intents.ts';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
import { type Desk, type DeskOptions, openDesk, type RunningServer } from './harness.ts';
import { KeysOnly } from './keys-only.ts';

const BegunSchema = z.object({ world: z.string(), token: z.string() });
const NowSchema = z.object({ drills: z.array(z.object({ world: z.string(), worldNow: z.string() })) });
const EventSchema = z.object({
  seq: z.number(),
  type: z.string(),
  at: z.string(),
  body: z.record(z.string(), z.unknown()),
  actor: z.object({ person: z.string() }),
});
const LogSchema = z.object({ events: z.array(EventSchema) });
export type Logged = z.infer<typeof EventSchema>;

/** A person at a desk, and the hand on its keyboard. */
export interface Hand {
  readonly desk: Desk;
  readonly keys: KeysOnly;
}

export async function sitDown(
  browser: Browser,
  server: RunningServer,
  username: string,
  options?: DeskOptions,
): Promise<Hand> {
  const desk = await openDesk(browser, server, username, options);
  // The test's own limit decides, not each step's: two cores may be busy.
  desk.page.setDefaultTimeout(110_000);
  return { desk, keys: new KeysOnly(desk.page) };
}

/** A drill whose clock the test sets: what people do takes its time, what nobody does passes quickly. */
export interface DrillByHand {
  readonly world: string;
  /** For the ingest doors of this drill. */
  readonly token: string;
  done(intent: Intent): Promise<void>;
  /** World seconds a second. */
  clockAt(speed: number): Promise<void>;
  nowMs(): Promise<number>;
  /** Events of one type, oldest first. */
  logged(type: string, which?: (event: Logged) => boolean): Promise<Logged[]>;
}

/** Begins it as the officer of this desk; nobody plays the scenario. */
export async function beginDrill({ act, context }: Desk): Promise<DrillByHand> {
  const begun = await context.request.post('/api/drills', {
    data: { scenario: 'storm', officers: 'hand', player: 'caller', speed: 1 },
  });
  const { world, token } = BegunSchema.parse(await begun.json());
  const done = async (intent: Intent): Promise<void> => {
    expect(await act(intent, world), intent.type).toMatchObject({ ok: true });
  };
  return {
    world,
    token,
    done,
    clockAt: (speed) => done({ type: 'SetWorldClock', speed, running: 'running' }),
    nowMs: async () => {
      const { drills } = NowSchema.parse(await (await context.request.get('/api/drills')).json());
      return Date.parse(drills.find((drill) => drill.world === world)?.worldNow ?? '');
    },
    logged: async (type, which = () => true) => {
      const answer = await context.request.get(`/api/log?since=0&limit=1000&world=${world}`);
      return LogSchema.parse(await answer.json()).events.filter((event) => event.type === type && which(event));
    },
  };
}

/** From one event to the moment another was due or happened. */
export function secondsFrom(from: Logged | undefined, at: unknown): number {
  return Math.round((Date.parse(String(at)) - Date.parse(from?.at ?? '')) / 1000);
}
