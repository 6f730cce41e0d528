import { newId } from '@sitong/shared/kernel/ids.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import { filterWorld } from '@sitong/shared/protocol/world-state.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Screen } from '../../testing/screen.ts';
import { buildTestApp } from '../../testing/test-app.ts';
import { dutyLog } from './intents.testing.ts';
import { MOST_RESUMED } from './world-fanout.ts';

const test = await buildTestApp();
const opened: Screen[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

async function screenOf(username: string): Promise<Screen> {
  const one = new Screen({ url: test.url, token: await test.session(username) });
  opened.push(one);
  return one;
}

const world = () => {
  const open = test.app.services.worlds.get('live');
  if (open === undefined) throw new Error('no live world');
  return open;
};

/** Commits `count` duty log entries of the system, many in flight; returns the head after them. */
async function write(count: number, text = 'entry'): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, n) => world().submitSystem(newId(), dutyLog(`${text} ${n}`))),
  );
  expect(answers.filter((answer) => !answer.ok)).toEqual([]);
  return world().runtime.seq;
}

const stateOf = async (username: string): Promise<unknown> => {
  const session = await test.app.services.sessions.authenticate({
    cookie: undefined,
    token: await test.session(username),
  });
  if (session === undefined) throw new Error('not signed in');
  return JSON.parse(JSON.stringify(filterWorld(world().runtime.state, scopeOf(session.info))));
};

describe('resume by sequence', () => {
  it('after cuts at any moment under load nothing is missing and nothing is doubled', async () => {
    const screen = await screenOf('duty');
    await screen.open();
    const from = screen.seq;
    let writing = true;
    const load = (async () => {
      for (let round = 0; round < 30; round++) await write(20);
      writing = false;
    })();
    let cuts = 0;
    while (writing) {
      await screen.reaches(screen.seq + 5);
      screen.cut();
      await screen.until(() => !screen.socket.connected);
      cuts += 1;
      await write(3, 'while away');
      await screen.connect();
    }
    await load;
    await screen.reaches(world().runtime.seq);
    expect(screen.faults).toEqual([]);
    expect(screen.snapshots.filter(({ mode }) => mode === 'whole')).toHaveLength(1);
    const head = world().runtime.seq;
    expect(screen.taken).toEqual(Array.from({ length: head - from }, (_, n) => from + 1 + n));
    expect(cuts).toBeGreaterThan(1);
    expect(JSON.parse(JSON.stringify(screen.replica.state))).toEqual(await stateOf('duty'));
  });

  it('1,000 missed events come as events, and the screen then holds what a fresh one holds', async () => {
    const screen = await screenOf('duty');
    await screen.open();
    const from = screen.seq;
    screen.cut();
    await screen.until(() => !screen.socket.connected);
    const head = await write(1000);
    await screen.connect();
    await screen.reaches(head);
    expect(screen.taken.at(-1)).toBe(head);
    expect(screen.taken.filter((seq) => seq > from)).toHaveLength(head - from);
    expect(screen.faults).toEqual([]);
    expect(JSON.parse(JSON.stringify(screen.replica.state))).toEqual(await stateOf('duty'));
  });

  it('who missed more than a tail holds gets a fresh snapshot, and so does who knows more than the log', async () => {
    const late = await screenOf('leader');
    await late.open();
    late.cut();
    await late.until(() => !late.socket.connected);
    const head = await write(MOST_RESUMED + 10);
    await late.connect();
    await late.reaches(head);
    expect(late.snapshots.filter(({ mode, part }) => mode === 'whole' && part === 0)).toHaveLength(2);
    expect(JSON.parse(JSON.stringify(late.replica.state))).toEqual(await stateOf('leader'));

    const ahead = await screenOf('leader');
    await ahead.open({ since: head + 1000 });
    await ahead.until(() => ahead.replica.seq === head);
    expect(ahead.snapshots[0]).toMatchObject({ mode: 'whole' });
  });

  it('who is further on than this node is never shown an older world: it is let go while the log cannot be asked', async () => {
    const screen = await (await screenOf('duty')).open();
    const { seq, state } = screen.replica;
    const since = vi.spyOn(test.app.services.log, 'since').mockRejectedValue(new Error('the line to the log is cut'));
    try {
      screen.hello({ since: world().runtime.seq + 5 });
      await screen.until(() => !screen.socket.connected);
    } finally {
      since.mockRestore();
    }
    expect(screen.replica.seq).toBe(seq);
    expect(screen.replica.state).toBe(state);
  });

  it('after a restart of the server a screen comes back to the same state', async () => {
    const screen = await screenOf('duty');
    await screen.open();
    await write(10);
    await screen.reaches(world().runtime.seq);
    await test.restart();
    await write(5, 'after');
    const back = await screenOf('duty');
    back.replica = screen.replica;
    await back.open();
    await back.reaches(world().runtime.seq);
    expect(JSON.parse(JSON.stringify(back.replica.state))).toEqual(await stateOf('duty'));
    expect(back.faults).toEqual([]);
  });
});

describe('the delivery ledger', () => {
  const shownBy = async (username: string): Promise<number[]> => {
    const { rows } = await test.database.pool.query<{ seq: number }>(
      'SELECT seq FROM deliveries WHERE username = $1 ORDER BY seq',
      [username],
    );
    return rows.map(({ seq }) => seq);
  };

  it('keeps the highest sequence a screen showed, never more than there was', async () => {
    const head = await write(20);
    const screen = await screenOf('commander');
    await screen.open();
    for (const seq of [head - 10, head - 3, head - 7, head + 50, -1, 'x']) screen.socket.emit('shown', { seq });
    await screen.send(dutyLog('behind them'));
    await expect.poll(() => shownBy('commander'), { timeout: 6000 }).toEqual([head]);
  });
});

describe('a long snapshot', () => {
  it('goes in parts, each sent after the one before was acknowledged, and what is committed meanwhile follows', async () => {
    const answers = await Promise.all(
      Array.from({ length: 700 }, (_, n) =>
        world().submitSystem(newId(), {
          type: 'CreateTask',
          taskId: newId(),
          title: `${n} ${'长'.repeat(190)}`,
          group: '综合协调组',
          ownerPost: 'post-duty',
          dueAt: '2099-01-01T00:00:00+08:00',
          proof: 'none',
        }),
      ),
    );
    expect(answers.filter((answer) => !answer.ok)).toEqual([]);
    const silent = await screenOf('duty');
    let parts = 0;
    silent.socket.off('snapshot');
    const first = new Promise<void>((resolve) => {
      silent.socket.on('snapshot', () => {
        parts += 1;
        resolve();
      });
    });
    await silent.connect();
    silent.hello();
    await first;
    await write(7, 'while the snapshot waits');
    // An answer on the same line comes after whatever was sent before it.
    expect(await silent.send(dutyLog('not in yet'))).toEqual({ ok: false, refused: { code: 'no_world' } });
    expect(parts).toBe(1);
    silent.close();

    const calm = await screenOf('duty');
    const arriving = calm.open();
    await calm.until(() => calm.snapshots.length >= 1);
    await write(7, 'while another travels');
    await arriving;
    await calm.reaches(world().runtime.seq);
    const [part] = calm.snapshots;
    expect(part?.of).toBeGreaterThan(1);
    expect(Math.max(...calm.snapshots.map(({ chars }) => chars))).toBeLessThanOrEqual(256 * 1024);
    expect(calm.faults).toEqual([]);
    expect(JSON.parse(JSON.stringify(calm.replica.state))).toEqual(await stateOf('duty'));
  });
});
