import { afterEach, describe, expect, it } from 'vitest';
import { authCodeFor } from './auth-codes.ts';
import { encodeSubPackets } from './frame-writer.ts';
import { at, BOAT, CAR, cleanUp, location, message, NOW, ok, open, REGISTRATION } from './gateway-harness.ts';
import { encodeLocationBatch } from './location-batch.ts';
import { MSG } from './message-ids.ts';
import { encodeAuthentication, encodeRegistration } from './registration.ts';
import { connectTerminal } from './terminal-client.ts';

afterEach(cleanUp);

describe('JT/T 808 gateway over TCP', () => {
  it('takes a position from a terminal that never registered, and says it is unknown', async () => {
    const { dial, fixes } = await open();
    const boat = await dial();
    expect(await boat.ask(location(9, BOAT))).toEqual(ok(9));
    expect(fixes).toEqual([
      {
        terminal: BOAT.terminal,
        identity: 'unknown',
        lon: 109.932533,
        lat: 35.190245,
        observedAtMs: NOW,
        speedKmh: 41.5,
        courseDeg: 84,
        altitudeM: 679,
        fix: 'valid',
        source: 'jt808',
      },
    ]);
  });

  it('walks register, authenticate, heartbeat, position, logout under both headers', async () => {
    const { dial, fixes } = await open();
    for (const to of [CAR, BOAT]) {
      const terminal = await dial();
      const layout = to.version === '2019' ? '2019' : '2013';
      const registered = await terminal.ask(
        message(MSG.register, 1, encodeRegistration({ ...REGISTRATION, layout }), to),
      );
      if (registered.kind !== 'registered') throw new Error(`not registered: ${registered.kind}`);
      expect(
        await terminal.ask(
          message(MSG.authenticate, 2, encodeAuthentication({ code: registered.authCode }, to.version), to),
        ),
      ).toEqual(ok(2, MSG.authenticate));
      expect(await terminal.ask(message(MSG.heartbeat, 3, Buffer.alloc(0), to))).toEqual(ok(3, MSG.heartbeat));
      expect(await terminal.ask(location(4, to))).toEqual(ok(4));
      expect(await terminal.ask(message(MSG.logout, 5, Buffer.alloc(0), to))).toEqual(ok(5, MSG.logout));
      expect(await terminal.ask(message(0x0704 + 1, 6, Buffer.alloc(0), to))).toMatchObject({
        serial: 6,
        result: 'unsupported',
      });
    }
    expect(fixes.map((fix) => fix.identity)).toEqual([{ world: 'live', terminalId: 'T-1', bound: true }, 'unknown']);
  });

  it('reads glued, split, escaped frames and garbage between them, losing none', async () => {
    const { dial, fixes, refusals } = await open();
    const car = await dial();
    const escaped = message(MSG.location, 0x7e7d, at(3, { courseDeg: 0x7e, altitudeM: 0x7d7e, alarmWord: 0x7d7d7e7e }));
    const stream = Buffer.concat([
      location(1, CAR, 9),
      location(2, CAR, 8),
      Buffer.from('GET / HTTP/1.1'),
      escaped,
      location(3, CAR, 1),
    ]);
    for (const cut of [5, 70, 71, 120]) {
      car.socket.write(stream.subarray(0, cut));
      car.socket.write(stream.subarray(cut));
      for (const serial of [1, 2, 0x7e7d, 3]) expect(await car.next()).toEqual(ok(serial));
    }
    // The second to fourth time were repeats.
    expect(fixes.map((fix) => fix.observedAtMs)).toEqual([NOW - 9000, NOW - 8000, NOW - 3000, NOW - 1000]);
    expect(new Set(refusals.map((refusal) => refusal.code))).toEqual(new Set(['checksum_wrong']));
  });

  it('leaves a frame with a wrong checksum unanswered, so that it is sent again', async () => {
    const { dial, fixes, refusals } = await open();
    const car = await dial();
    const bad = location(1);
    bad[20] = (bad[20] ?? 0) ^ 1;
    expect(await car.ask(bad, location(2))).toEqual(ok(2));
    expect(refusals).toMatchObject([{ code: 'checksum_wrong', path: 'frame' }]);
    expect(fixes).toHaveLength(1);
  });

  it('counts the same message again as a duplicate and answers it, also on a new connection', async () => {
    const { dial, fixes, gateway } = await open();
    const first = await dial();
    expect(await first.ask(location(7))).toEqual(ok(7));
    expect(await first.ask(location(7))).toEqual(ok(7));
    const again = await dial();
    expect(await again.ask(location(7))).toEqual(ok(7));
    expect(await again.ask(location(7, CAR, 30))).toEqual(ok(7));
    expect(fixes).toHaveLength(2);
    expect(gateway.stats()).toMatchObject({ duplicates: 2, fixes: 2 });
  });

  it('takes a batch of stored positions with their own old times, keeps the good of a cut one', async () => {
    const { dial, fixes, refusals } = await open();
    const car = await dial();
    const body = encodeLocationBatch('blind_area', [at(7200), at(3600), at(0)]);
    expect(await car.ask(message(MSG.locationBatch, 1, body))).toEqual(ok(1, MSG.locationBatch));
    expect(fixes.map((fix) => fix.observedAtMs)).toEqual([NOW - 7_200_000, NOW - 3_600_000, NOW]);
    expect(await car.ask(message(MSG.locationBatch, 2, body.subarray(0, -5)))).toEqual(ok(2, MSG.locationBatch));
    expect(fixes).toHaveLength(5);
    expect(refusals).toMatchObject([{ code: 'batch_truncated', path: '0x0704' }]);
  });

  it('puts a long batch together from sub-packets and answers each of them', async () => {
    const { dial, fixes } = await open();
    const car = await dial();
    const body = encodeLocationBatch(
      'blind_area',
      Array.from({ length: 100 }, (_, i) => at(1000 - i)),
    );
    const packets = encodeSubPackets({ ...CAR, msgId: MSG.locationBatch, serial: 50, body });
    expect(packets.length).toBe(3);
    car.socket.write(Buffer.concat(packets));
    for (const serial of [50, 51, 52]) expect(await car.next()).toEqual(ok(serial, MSG.locationBatch));
    expect(fixes).toHaveLength(100);
  });

  it('answers "wrong" when no position of a message can be kept, and says why', async () => {
    const { dial, fixes, refusals } = await open();
    const car = await dial();
    const cases: Array<[string, Buffer]> = [
      ['time_in_future', at(-301)],
      ['lat_out_of_range', at(0, { lat: 90.5 })],
      ['lon_out_of_range', at(0, { lon: -180.5 })],
      ['location_truncated', at(0).subarray(0, 27)],
    ];
    for (const [i, [code, body]] of cases.entries()) {
      expect(await car.ask(message(MSG.location, i, body))).toMatchObject({ serial: i, result: 'wrong' });
      expect(refusals.at(-1)?.code).toBe(code);
    }
    expect(fixes).toEqual([]);
  });

  it('names the alarms and an invalid fix, and passes both on', async () => {
    const { dial, fixes } = await open();
    const car = await dial();
    await car.ask(message(MSG.location, 1, at(0, { alarmWord: 1, fix: 'invalid', mileageKm: 12.5, satellites: 9 })));
    expect(fixes).toMatchObject([{ alarms: ['emergency'], fix: 'invalid', mileageKm: 12.5, satellites: 9 }]);
  });
});

describe('a terminal that says all it has and stops sending', () => {
  it('still gets its answers, also when it registered in the same breath', async () => {
    const { dial, fixes, gateway } = await open();
    const car = await dial();
    const register = message(MSG.register, 1, encodeRegistration(REGISTRATION));
    car.socket.end(Buffer.concat([register, location(2), location(3, CAR, 1)]));
    expect(await car.next()).toMatchObject({ kind: 'registered', serial: 1 });
    expect([await car.next(), await car.next()]).toEqual([ok(2), ok(3)]);
    await car.closed;
    expect(fixes).toHaveLength(2);
    expect(gateway.stats()).toMatchObject({ connections: 0, closedBy: { peer: 1, socket_error: 0 } });
  });
});

describe('the terminal client', () => {
  it('drives the gateway as a real terminal does', async () => {
    const { gateway, fixes } = await open({ requireAuth: true });
    const car = await connectTerminal({ ...CAR, host: '127.0.0.1', port: gateway.port });
    const here = { lon: 109.9, lat: 35.1, observedAtMs: NOW, fix: 'valid' } as const;
    const code = await car.register(REGISTRATION);
    expect(await car.authenticate(code)).toMatchObject({ result: 'ok' });
    expect(await car.heartbeat()).toMatchObject({ result: 'ok' });
    expect(await Promise.all([car.sendLocation(here), car.sendLocation({ ...here, lat: 35.2 })])).toMatchObject([
      { result: 'ok' },
      { result: 'ok' },
    ]);
    const stored = Array.from({ length: 90 }, (_, i) => ({ ...here, observedAtMs: NOW - 90_000 + i * 1000 }));
    expect(await car.sendBatch('blind_area', stored)).toMatchObject({ result: 'ok' });
    expect(fixes).toHaveLength(92);
    await car.close();
    await expect(car.heartbeat()).rejects.toThrow('closed');
  });

  it('gives up on a platform that does not answer', async () => {
    const { gateway } = await open({ onFix: () => new Promise(() => undefined) }, { closeGraceMs: 1 });
    const car = await connectTerminal({ ...CAR, host: '127.0.0.1', port: gateway.port, answerTimeoutMs: 20 });
    await expect(car.sendLocation({ lon: 1, lat: 1, observedAtMs: NOW, fix: 'valid' })).rejects.toThrow(
      'no answer to message 1',
    );
    await car.close();
    // A sink that never answers does not keep the gateway from closing.
    await gateway.close();
    expect(gateway.stats()).toMatchObject({ connections: 0, fixes: 0 });
  });
});

describe('JT808_REQUIRE_AUTH', () => {
  it('refuses positions before authentication, an unknown terminal and a wrong code; takes them after the right one', async () => {
    const { dial, fixes, refusals } = await open({ requireAuth: true });
    const car = await dial();
    expect(await car.ask(location(1))).toMatchObject({ result: 'failed' });
    expect(await car.ask(message(MSG.authenticate, 2, encodeAuthentication({ code: 'guess' }, '2013')))).toMatchObject({
      result: 'failed',
    });
    const registered = await car.ask(message(MSG.register, 3, encodeRegistration(REGISTRATION)));
    expect(registered).toMatchObject({ kind: 'registered', serial: 3 });
    expect(await car.ask(location(4))).toMatchObject({ result: 'failed' });
    const code = registered.kind === 'registered' ? registered.authCode : '';
    expect(await car.ask(message(MSG.authenticate, 5, encodeAuthentication({ code }, '2013')))).toEqual(
      ok(5, MSG.authenticate),
    );
    expect(await car.ask(location(6))).toEqual(ok(6));
    // Another terminal cannot ride on this connection.
    expect(await car.ask(location(7, BOAT))).toMatchObject({ result: 'failed' });
    const boat = await dial();
    expect(
      await boat.ask(message(MSG.register, 1, encodeRegistration({ ...REGISTRATION, layout: '2019' }), BOAT)),
    ).toMatchObject({ kind: 'register_refused', result: 'no_such_terminal' });
    expect(fixes).toHaveLength(1);
    expect(refusals.map((refusal) => refusal.code)).toEqual([
      'not_authenticated',
      'authentication_failed',
      'not_authenticated',
      'not_authenticated',
    ]);
  });

  it('closes the half-open connection when its terminal signs in anew', async () => {
    const { dial, gateway } = await open({ requireAuth: true });
    const signIn = message(
      MSG.authenticate,
      1,
      encodeAuthentication({ code: authCodeFor('secret', CAR.terminal) }, '2013'),
    );
    const old = await dial();
    expect(await old.ask(signIn)).toMatchObject({ result: 'ok' });
    const closed = old.closed;
    const fresh = await dial();
    expect(await fresh.ask(signIn)).toMatchObject({ result: 'ok' });
    await closed;
    expect(gateway.stats()).toMatchObject({ connections: 1, closedBy: { replaced: 1 } });
    expect(await fresh.ask(location(2))).toEqual(ok(2));
  });
});
