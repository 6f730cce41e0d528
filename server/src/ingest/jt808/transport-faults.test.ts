import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { CAR, cleanUp, cleanUps, location, message, ok, open, type Terminal } from './gateway-harness.ts';
import { MSG } from './message-ids.ts';

afterEach(cleanUp);

describe('a sink that is behind or fails', () => {
  it('is never outrun: no answer before it took the batch, sockets wait, nothing is lost', async () => {
    const release: Array<() => void> = [];
    let stored = 0;
    let called: () => void = () => undefined;
    const firstCall = new Promise<void>((resolve) => (called = resolve));
    const { dial, gateway } = await open(
      {
        onFix: async (columns) => {
          const mine = columns.length;
          called();
          await new Promise<void>((resolve) => release.push(resolve));
          stored += mine;
        },
      },
      { batchCapacity: 50, subPackets: { messages: 1, bytesEach: 1024, maxAgeMs: 1000 } },
    );
    const car = await dial();
    let answers = 0;
    const storedWhenAnswered: number[] = [];
    car.socket.on('data', () => storedWhenAnswered.push(stored));
    const total = 1000;
    car.socket.write(Buffer.concat(Array.from({ length: total }, (_, i) => location(i, CAR, i))));
    await firstCall;
    const drip = setInterval(() => release.shift()?.(), 1);
    cleanUps.push(async () => clearInterval(drip));
    for (; answers < total; answers++) expect(await car.next()).toEqual(ok(answers));
    expect(stored).toBe(total);
    expect(storedWhenAnswered[0]).toBeGreaterThan(0);
    expect(gateway.stats()).toMatchObject({ fixes: total, waiting: 0, sinkFailures: 0 });
  });

  it('makes the terminal send again when it fails; the repeat is no duplicate', async () => {
    let fail = true;
    const { dial, gateway, refusals } = await open({
      onFix: () => (fail ? Promise.reject(new Error('disk full')) : undefined),
    });
    const car = await dial();
    expect(await car.ask(location(1))).toMatchObject({ serial: 1, result: 'failed' });
    fail = false;
    expect(await car.ask(location(1))).toEqual(ok(1));
    expect(gateway.stats()).toMatchObject({ duplicates: 0, fixes: 1, sinkFailures: 1 });
    expect(refusals).toMatchObject([{ code: 'sink_failed' }]);
  });

  it('gets what was taken before the gateway closes, and the answer still leaves', async () => {
    let release: () => void = () => undefined;
    let called: () => void = () => undefined;
    const calling = new Promise<void>((resolve) => (called = resolve));
    const { dial, gateway } = await open({
      onFix: () => {
        called();
        return new Promise<void>((resolve) => (release = resolve));
      },
    });
    const car = await dial();
    car.socket.write(location(1));
    await calling;
    const closing = gateway.close();
    release();
    expect(await car.next()).toEqual(ok(1));
    await closing;
    expect(gateway.stats()).toMatchObject({ connections: 0, closedBy: { shutdown: 1 } });
  });
});

describe('hostile and broken connections', () => {
  it.each([
    ['slow_frame', { frameMs: 20 }, async (t: Terminal) => t.socket.write(Buffer.from('7e0200', 'hex'))],
    ['idle', { heartbeatMs: 5 }, async (t: Terminal) => t.ask(message(MSG.heartbeat, 1, Buffer.alloc(0)))],
    ['idle', { heartbeatMs: 20 }, async (t: Terminal) => t.socket.write(Buffer.from('7e7e7e7e', 'hex'))],
    ['faults', { maxFaultsInRow: 3 }, async (t: Terminal) => t.socket.write(Buffer.from('7e01'.repeat(9), 'hex'))],
    ['garbage', { maxGarbageBytes: 1000 }, async (t: Terminal) => t.socket.write(Buffer.alloc(5000, 0x41))],
  ] as const)('%s: closed', async (reason, limits, misbehave) => {
    const { dial, gateway } = await open({ now: Date.now }, { sweepMs: 5, ...limits });
    const terminal = await dial();
    const closed = terminal.closed;
    await misbehave(terminal);
    await closed;
    expect(gateway.stats().closedBy[reason]).toBe(1);
  });

  it('any bytes at all leave the gateway serving the next terminal', async () => {
    const { dial } = await open({}, { maxFaultsInRow: 1_000_000, maxGarbageBytes: 1_000_000 });
    const car = await dial();
    let serial = 0;
    const junk = fc.array(fc.oneof(fc.constantFrom(0x7e, 0x7d, 2, 0), fc.nat(255)), { maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(junk, async (bytes) => {
        const nasty = await dial();
        nasty.socket.end(Buffer.from(bytes));
        serial++;
        expect(await car.ask(Buffer.of(0x7e), location(serial, CAR, serial))).toEqual(ok(serial));
        nasty.socket.destroy();
      }),
      { numRuns: 60 },
    );
  });

  it('turns away what is over the bound, and serves those inside it', async () => {
    const { dial, gateway } = await open({}, { maxPerIp: 1 });
    const first = await dial();
    const second = await dial();
    await second.closed;
    expect(await first.ask(location(1))).toEqual(ok(1));
    expect(gateway.stats()).toMatchObject({ turnedAway: 1, connections: 1 });
  });

  it('one that does not read its answers is closed', async () => {
    const { dial, gateway } = await open({}, { maxUnsentBytes: 4096 });
    const deaf = await dial();
    const closed = deaf.closed;
    deaf.socket.pause();
    const beats = Buffer.concat(Array.from({ length: 2000 }, (_, i) => message(MSG.heartbeat, i, Buffer.alloc(0))));
    const keepOn = () => {
      if (!deaf.socket.destroyed && gateway.stats().closedBy.not_reading === 0) deaf.socket.write(beats, keepOn);
      else deaf.socket.resume();
    };
    keepOn();
    await closed;
    expect(gateway.stats().closedBy.not_reading).toBe(1);
  });
});
