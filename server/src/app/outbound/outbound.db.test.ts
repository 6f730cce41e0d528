import { type Envelope, SYSTEM_ACTOR } from '@sitong/shared/kernel/envelope.ts';
import { LIVE, newId } from '@sitong/shared/kernel/ids.ts';
import { COUNTY_SEED, SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, buildApp } from '../../app.ts';
import { CapFeedChannel } from '../../channels/cap-feed/cap-feed-channel.ts';
import type { Channel } from '../../channels/channel.ts';
import { simulatedWay } from '../../channels/simulated/ways.ts';
import { parseConfig } from '../../config.ts';
import { MasterStore } from '../../plumbing/master/master-store.ts';
import { withTestDatabase } from '../../testing/database.ts';
import { HandClock, issueWarning, orangeWarning } from '../../testing/released-warning.ts';
import { sendCalls } from './send-calls.ts';
import { sendWarning } from './send-warning.ts';

const { url, pool } = await withTestDatabase();
const clock = new HandClock(Date.parse('2026-07-18T12:30:00Z'));

/** The SMS gateway is down; everything else plays. */
const brokenSms: Channel = {
  id: 'sms',
  simulated: true,
  send: () => Promise.reject(new Error('SMS gateway: connection refused')),
};

let app: App;
const events: Envelope[] = [];
const waiting = new Set<() => void>();

/** Resolves when this many events of a kind were committed. */
async function count(type: string, fits: (event: Envelope) => boolean, wanted: number): Promise<Envelope[]> {
  for (;;) {
    const found = events.filter((event) => event.type === type && fits(event));
    if (found.length >= wanted) return found;
    await new Promise<void>((resolve) => waiting.add(resolve));
  }
}

beforeAll(async () => {
  await new MasterStore(pool).seed(COUNTY_SEED, 'test', new Date(clock.now()));
  const parsed = parseConfig({ PORT: '0', JT808_PORT: '0', SITONG_DEMO: '1' }, process.cwd());
  if (parsed.kind === 'refused') throw new Error(parsed.problems.map(({ sentence }) => sentence).join('\n'));
  app = await buildApp({
    config: parsed.config,
    databaseUrl: url,
    logger: pino({ level: 'silent' }),
    now: clock.now,
    channels: (id) =>
      id === 'sms' ? brokenSms : id === 'cap_feed' ? new CapFeedChannel('live') : simulatedWay(id, 't'),
  });
  app.services.worlds.get(LIVE)?.runtime.onCommitted((committed) => {
    events.push(...committed);
    for (const wake of waiting) wake();
    waiting.clear();
  });
});
afterAll(() => app.close());

describe('what goes out', () => {
  it('a warning is counted by every way that works, while the broken one waits to be tried again', async () => {
    const warningId = await issueWarning(app, clock, orangeWarning(clock.now()));
    const counted = await count('ChannelResultCounted', () => true, 3);
    expect(counted.map(({ body }) => body)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ warningId, channel: 'broadcast', simulated: true }),
        expect.objectContaining({ warningId, channel: 'app', simulated: true }),
        expect.objectContaining({ warningId, channel: 'cap_feed', simulated: false, sent: 1, failed: 0 }),
      ]),
    );
    // What the broken way said is kept with its job a moment after it failed.
    const kept = async (): Promise<number | undefined> => {
      const { rows } = await pool.query<{ n: number }>(
        "SELECT count(*) AS n FROM sitong_jobs.jobs WHERE task_identifier = 'warning' AND last_error LIKE '%connection refused%'",
      );
      return rows[0]?.n;
    };
    await expect.poll(kept, { timeout: 10_000 }).toBe(1);
  });

  it('a job done twice counts once', async () => {
    const [first] = await count('ChannelResultCounted', (event) => JSON.stringify(event.body).includes('broadcast'), 1);
    const world = app.services.worlds.get(LIVE);
    const warning = Object.values(world?.runtime.state.release.warnings ?? {})[0];
    if (first?.causedBy === undefined || warning === undefined) throw new Error('the warning is not in force');
    const before = world?.runtime.seq;
    await sendWarning(
      { world: LIVE, seq: first.causedBy, warningId: warning.id, channel: 'broadcast' },
      {
        world: (id) => app.services.worlds.get(id),
        county: () => app.services.master.county,
        channel: (id) => (id === 'cap_feed' ? new CapFeedChannel('live') : simulatedWay(id, 't')),
        signedIn: async () => new Set(),
        playsPeople: () => 'yes',
        enqueue: async () => undefined,
      },
    );
    expect(world?.runtime.seq).toBe(before);
  });

  it('an order is 已送 by the app though the SMS way is down', async () => {
    const world = app.services.worlds.get(LIVE);
    const incidentId = newId();
    const orderId = newId();
    const submit = async (intent: Parameters<NonNullable<typeof world>['submitSystem']>[1]): Promise<void> => {
      const sender = {
        kind: 'person' as const,
        actor: { person: 'p-duty' },
        session: {
          username: 'duty',
          person: 'p-duty',
          name: 'duty',
          roles: ['duty_officer' as const],
          posts: [],
          deputyFor: [],
          division: app.services.master.county.county,
          tags: [],
          teams: [],
          worlds: [LIVE],
        },
      };
      const answer = await world?.runtime.submit({ commandId: newId(), intent, sender, actor: SYSTEM_ACTOR });
      if (answer?.ok !== true) throw new Error(JSON.stringify(answer));
    };
    await submit({
      type: 'ReportIncident',
      incidentId,
      hazard: 'flash_flood',
      title: '善化村山洪',
      grade: 3,
      place: { point: seatOf(SHANHUA), division: SHANHUA, name: '善化村', by: 'name' },
      source: { kind: 'duty' },
      text: '',
      photos: [],
      notDuplicateOf: [],
      figures: [],
    });
    await submit({
      type: 'DispatchTeam',
      orderId,
      incidentId,
      team: 'team-1',
      exclusive: true,
      voice: false,
      content: {
        task: '转移沟口组',
        skills: [],
        destination: { name: '善化村', point: seatOf(SHANHUA), division: SHANHUA },
        hazards: '',
        protection: '',
        feedbackMin: 30,
      },
    });
    const sent = await count('OrderSent', () => true, 1);
    expect(sent.map(({ body }) => body)).toEqual([{ orderId, channels: [{ channel: 'app', simulated: true }] }]);
  });

  it('simulated people answer for themselves, each fact marked simulated; one signed in on a phone is left to answer', async () => {
    const release = () => app.services.worlds.get(LIVE)?.runtime.state.release;
    const calls = Object.values(release()?.calls ?? {});
    expect(calls.length).toBeGreaterThan(3);
    const own = calls[0];
    const other = calls[1];
    const world = app.services.worlds.get(LIVE);
    if (own === undefined || other === undefined || world === undefined) throw new Error('nobody is called');
    const told = await count('CallFactRecorded', ({ body }) => JSON.stringify(body).includes('"delivered"'), 1);
    for (const { body } of told) expect(body).toMatchObject({ simulated: true });
    const queued: string[] = [];
    await sendCalls(
      {
        world: LIVE,
        seq: 1,
        channel: 'app',
        calls: [own, other].map(({ id, person }) => ({ callId: id, n: 1, to: person })),
      },
      {
        world: () => world,
        county: () => app.services.master.county,
        channel: () => simulatedWay('app', 't'),
        signedIn: async () => new Set([own.person]),
        playsPeople: () => 'yes',
        enqueue: async (jobs) => void queued.push(...jobs.map(({ key }) => key)),
      },
    );
    expect(queued.join()).not.toContain(own.id);
    expect(queued.join()).toContain(other.id);
  });
});
