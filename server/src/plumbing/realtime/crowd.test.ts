import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CROWD, Crowd } from './crowd.ts';

const LIMITS = {
  sockets: 10,
  socketsOfAddress: 4,
  socketsOfPerson: 3,
  handshakesPerSecond: 1,
  handshakesAtOnce: 5,
  messagesPerSecond: 2,
  messagesAtOnce: 4,
};
const PERSON = '10.9.0.1';

describe('a crowd of lines', () => {
  it('has a bound for all, for one address and for one person, and room again for each that ends', () => {
    const crowd = new Crowd('loopback', () => 0, LIMITS);
    const lines = [1, 2, 3].map(() => crowd.enter(PERSON, 'duty'));
    expect(crowd.enter(PERSON, 'duty')).toBe('too_many_of_person');
    expect(typeof crowd.enter(PERSON, 'leader')).toBe('function');
    expect(crowd.handshake(PERSON)).toBe('too_many_of_address');
    expect(crowd.handshake('10.9.0.2')).toBeUndefined();
    const [first] = lines;
    if (typeof first !== 'function') throw new Error('the first line was refused');
    first();
    first();
    expect(crowd.size).toBe(3);
    expect(typeof crowd.enter(PERSON, 'duty')).toBe('function');
    for (let n = 0; n < 6; n++) crowd.enter(undefined, `other-${n}`);
    expect([crowd.enter('10.9.0.3', 'new'), crowd.handshake('10.9.0.3')]).toEqual([
      'too_many_sockets',
      'too_many_sockets',
    ]);
  });

  it('has a rate of handshakes for one address and of messages for one person, whichever line they come on', () => {
    let nowMs = 0;
    const crowd = new Crowd('loopback', () => nowMs, LIMITS);
    const tries = (n: number, act: () => boolean): number => Array.from({ length: n }, act).filter(Boolean).length;
    expect(tries(20, () => crowd.handshake(PERSON) === undefined)).toBe(5);
    expect(crowd.handshake('10.9.0.2')).toBeUndefined();
    expect(tries(20, () => crowd.maySpeak(PERSON, 'duty'))).toBe(4);
    expect(crowd.maySpeak(PERSON, 'leader')).toBe(true);
    nowMs = 1_000;
    expect(tries(20, () => crowd.handshake(PERSON) === undefined)).toBe(1);
    expect(tries(20, () => crowd.maySpeak('10.9.0.2', 'duty'))).toBe(2);
  });

  it('counts what there is, in whatever order lines begin and end', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), fc.boolean()), { maxLength: 60 }), (steps) => {
        const crowd = new Crowd('loopback', () => 0, LIMITS);
        const open: [number, () => void][] = [];
        for (const [who, begins] of steps) {
          const line = begins ? crowd.enter(PERSON, `p${who}`) : undefined;
          if (typeof line === 'function') open.push([who, line]);
          if (!begins) open.shift()?.[1]();
          expect(crowd.size).toBe(open.length);
          expect(open.filter(([of]) => of === who).length).toBeLessThanOrEqual(LIMITS.socketsOfPerson);
        }
      }),
    );
  });

  it('takes an address on the word of a trusted proxy alone', () => {
    const from = (remote: string, forwarded: string | undefined): string | undefined => {
      const socket = new Socket();
      Object.defineProperty(socket, 'remoteAddress', { value: remote });
      const request = new IncomingMessage(socket);
      if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
      return new Crowd('127.0.0.1', () => 0).addressOf(request);
    };
    expect(from('127.0.0.1', '10.9.0.1')).toBe('10.9.0.1');
    expect(from('10.9.0.2', '10.9.0.1')).toBe('10.9.0.2');
    expect(from('::ffff:10.9.0.2', undefined)).toBe('10.9.0.2');
    expect(from('127.0.0.1', undefined)).toBeUndefined();
    expect(CROWD.sockets).toBe(5_000);
  });
});
