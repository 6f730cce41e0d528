import { dispatchTeam, reportIncident } from '@sitong/server/plumbing/realtime/intents.testing.ts';
import { cutLine } from '@sitong/server/testing/cut-line.ts';
import { Screen } from '@sitong/server/testing/screen.ts';
import { type Id, newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { SessionInfoSchema } from '@sitong/shared/protocol/session.ts';
import { SHANHUA } from '@sitong/shared/testing/county.ts';
import pg from 'pg';
import { PNG } from 'pngjs';
import { z } from 'zod';
import { httpLine } from '../../web/src/plumbing/outbox/deliver.ts';
import { Outbox } from '../../web/src/plumbing/outbox/outbox.ts';
import type { OutboxItem, OutboxPhoto } from '../../web/src/plumbing/outbox/outbox-item.ts';
import type { OutboxStore } from '../../web/src/plumbing/outbox/outbox-store.ts';
import { databaseOf } from '../bench/database.ts';
import { sceneWithClock, stepClock } from './clock-stepped.ts';
import type { Check, Scene } from './fault.ts';

const AWAY_MS = 72 * 3_600_000;
const ACTS = 1000;
const PHOTOS = 200;
/** The line goes again this often while the phone tells. */
const CUTS = 6;

/** What the browser's storage is to the page: it survives it. (IndexedDB itself is walked by `web/e2e/phone.e2e.ts`.) */
class Kept implements OutboxStore {
  readonly items = new Map<Id, OutboxItem>();
  readonly photos = new Map<Id, OutboxPhoto>();
  load = async () => ({ items: [...this.items.values()], photos: [...this.photos.values()] });
  putItem = async (item: OutboxItem): Promise<void> => void this.items.set(item.commandId, item);
  dropItems = async (ids: readonly Id[]): Promise<void> => ids.forEach((id) => void this.items.delete(id));
  putPhoto = async (photo: OutboxPhoto): Promise<void> => void this.photos.set(photo.id, photo);
  dropPhoto = async (id: Id): Promise<void> => void this.photos.delete(id);
}

/** The page's own requests, with the address and the cookie a browser adds. */
function asBrowser(origin: string, cookie: string): () => void {
  const bare = globalThis.fetch;
  globalThis.fetch = (path, init) => {
    const headers = new Headers(init?.headers);
    headers.set('cookie', cookie);
    return bare(typeof path === 'string' && path.startsWith('/') ? origin + path : path, { ...init, headers });
  };
  return () => {
    globalThis.fetch = bare;
  };
}

const machine = {
  now: Date.now,
  setTimer: (run: () => void, delayMs: number): (() => void) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

export const sceneThreeDaysOn = (seed: number): Promise<Scene> => sceneWithClock(seed, -AWAY_MS);

/**
 * A team's phone without a line for 72 hours (the server's clock makes them pass): 1,000 acts and 200 photos are pressed,
 * the page is closed and opened in between, the desk withdraws one of its orders meanwhile, and the line breaks again and
 * again while all is told. The page's own outbox and requests, over a real line.
 */
export async function phoneOffline(scene: Scene): Promise<Check[]> {
  const { url, server } = scene;
  const cookie = await server.signIn('team1');
  const line = await cutLine(url);
  const restore = asBrowser(line.url, cookie);
  const pool = new pg.Pool({ connectionString: databaseOf(scene.dataDir), max: 1 });
  const desk = await new Screen({ url, cookie: scene.cookie }).open();
  const disk = new Kept();
  let outbox: Outbox | undefined;
  try {
    const me = SessionInfoSchema.parse(await (await fetch('/api/session')).json());
    const [incident, kept, withdrawn] = [newId(), newId(), newId()];
    const team = me.teams[0] ?? '';
    const send = async (intent: Intent): Promise<void> => {
      const answer = await desk.send(intent);
      if (!answer.ok) throw new Error(`${intent.type}: ${answer.refused.code}`);
      await desk.reaches(answer.seq);
    };
    await send(reportIncident(SHANHUA, '沟口水位上涨', incident));
    await send(dispatchTeam(incident, team, SHANHUA, kept));
    await send({ ...dispatchTeam(incident, team, SHANHUA, withdrawn), exclusive: false });

    line.cut();
    outbox = new Outbox(me.person, disk, httpLine, machine);
    await outbox.open();
    const startMs = Date.now() - AWAY_MS;
    const picture = PNG.sync.write(new PNG({ width: 4, height: 4 }));
    const pressed: Id[] = [];
    const press = async (intent: Intent, stream: string, photos: readonly Id[] = []): Promise<void> => {
      const commandId = newId();
      const pressedAt = toTimestamp(startMs + (pressed.length * AWAY_MS) / (ACTS + 2));
      const bytes = picture.buffer.slice(picture.byteOffset, picture.byteOffset + picture.byteLength);
      if (!(bytes instanceof ArrayBuffer)) throw new Error('a picture is bytes of its own');
      const added = await outbox?.add(
        { commandId, person: me.person, world: 'live', stream, haste: 'normal', by: 'person', intent, pressedAt },
        photos.map((id) => ({ id, person: me.person, bytes, type: 'image/png' })),
      );
      if (added !== 'stored') throw new Error(`act ${pressed.length} was ${added}`);
      pressed.push(commandId);
    };
    for (const orderId of [kept, withdrawn])
      await press({ type: 'AcceptOrder', orderId, voice: false }, `order/${orderId}`);
    for (let n = 0; n < ACTS; n++) {
      const photos = n < PHOTOS ? [newId()] : [];
      await press(
        { type: 'AddNote', incidentId: incident, text: `第 ${n} 条`, photos },
        `incident/${incident}`,
        photos,
      );
      if (n !== ACTS / 2) continue;
      // The phone is switched off and on.
      outbox.close();
      outbox = new Outbox(me.person, disk, httpLine, machine);
      await outbox.open();
    }
    await send({ type: 'WithdrawOrder', orderId: withdrawn, reason: '改派' });
    stepClock(scene, 0);

    line.mend();
    outbox.wake();
    const waiting = (): number => [...disk.items.values()].filter(({ status }) => status.kind === 'waiting').length;
    const inLog = async () => {
      const rows = await pool.query(
        `SELECT command_id AS id, type, min(seq)::int AS seq, count(*)::int AS n FROM events WHERE world = 'live' AND command_id = ANY($1) GROUP BY 1, 2 ORDER BY 3`,
        [pressed],
      );
      return z.array(z.object({ id: z.string(), type: z.string(), seq: z.number(), n: z.number() })).parse(rows.rows);
    };
    let cuts = 0;
    const deadline = performance.now() + 180_000;
    while (waiting() > 0 && performance.now() < deadline) {
      const before = waiting();
      await new Promise((resolve) => setTimeout(resolve, 200));
      if (cuts < CUTS && waiting() < before && scene.random() < 0.4) {
        cuts += 1;
        line.cut();
        line.mend();
      }
      outbox.wake();
    }
    const stored = await inLog();
    const notes = stored.filter(({ type }) => type === 'IncidentNoteAdded').map(({ id }) => id);
    const wanted = pressed.filter((id) => notes.includes(id));
    const { items } = outbox.current();
    const refused = items.flatMap(({ status, intent }) =>
      status.kind === 'refused' ? [`${intent.type} ${status.refusal.code}`] : [],
    );
    await desk.until(() => desk.replica.state.rescue.orders[kept]?.status === 'accepted');
    return [
      {
        what: 'all is told in the end',
        holds: waiting() === 0 && disk.photos.size === 0,
        found: `${waiting()} acts and ${disk.photos.size} photos left, ${cuts} cuts meanwhile`,
      },
      {
        what: `each of ${ACTS} notes once`,
        holds: notes.length === ACTS && new Set(notes).size === ACTS && stored.every(({ n }) => n === 1),
        found: `${notes.length} in the log`,
      },
      {
        what: 'in the order they were pressed',
        holds: notes.length === ACTS && notes.every((id, i) => id === wanted[i]),
        found: `${notes.findIndex((id, i) => id !== wanted[i])} is the first out of order (-1: none)`,
      },
      {
        what: 'what the desk took back meanwhile is refused and listed',
        holds: refused.length === 1 && refused[0]?.startsWith('AcceptOrder') === true,
        found: refused.slice(0, 3).join(', '),
      },
    ];
  } finally {
    outbox?.close();
    restore();
    desk.close();
    await line.close();
    await pool.end();
  }
}
